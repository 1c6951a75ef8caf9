import type { ClientOptions } from './client-options.js';
import type { RequestOptions } from './request-options.js';

/** The client's options with those of one call in front of them. */
export type Settings = ClientOptions & RequestOptions & { maxRetries: number; maxRetryAfter: number };

/** Puts a call's options in front of the client's; `undefined` leaves the client's. */
export function settingsOf(client: ClientOptions, call: RequestOptions): Settings {
  const settings: Settings = { maxRetries: 2, maxRetryAfter: 60_000 };
  for (const options of [client, call]) {
    for (const [name, value] of Object.entries(options)) {
      if (value !== undefined) Object.assign(settings, { [name]: value });
    }
  }
  return settings;
}
