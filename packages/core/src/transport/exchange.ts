import type { APIError } from '../errors/api-error.js';
import type { Logger } from '../log/logger.js';
import type { Platform } from '../platform/platform.js';
import type { Settings } from '../settings.js';
import type { Answer } from './attempt.js';
import type { Body } from './body.js';

/** One request with all that its attempts share. */
export interface Exchange {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: Body | undefined;
  /** Whether the caller reads the answer's body. */
  raw: boolean;
  settings: Settings;
  platform: Platform;
  log: Logger;
  /** Whether the service accepting it twice does no harm. */
  isRepeatable: boolean;
  /**
   * Finds out what became of a request that may have been accepted: the answer it would have had, or `undefined`
   * when it was not accepted. Throws when that cannot be told.
   */
  recover?: ((failure: APIError) => Promise<Answer | undefined>) | undefined;
}
