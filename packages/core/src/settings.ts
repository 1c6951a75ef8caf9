import type { ClientOptions } from './client-options.js';
import type { RequestOptions } from './request-options.js';

/** The client's options with those of one call in front of them. */
export type Settings = ClientOptions & RequestOptions & { maxRetries: number; maxRetryAfter: number };

/** What holds where neither the client nor the call says anything. */
export const defaults: Settings = { maxRetries: 2, maxRetryAfter: 60_000 };

/** Puts options in front of settings; `undefined` leaves the setting as it is. */
export function settingsWith(settings: Settings, options: ClientOptions | RequestOptions): Settings {
  let merged = settings;
  for (const name in options) {
    const value = options[name as never];
    if (value !== undefined) merged = { ...merged, [name]: value };
  }
  return merged;
}
