import { ChamelaionError } from '@chamelaion/contract';

/** Stable names of what keeps the server from starting or from doing what an operator asked for. */
export type ServerErrorCode =
  | 'invalid_setting'
  | 'data_dir_in_use'
  | 'data_dir_unusable'
  | 'disk_full'
  | 'database_unreachable'
  | 'database_newer'
  | 'needs_database_url'
  | 'token_exists'
  | 'token_not_found'
  | 'address_in_use'
  | 'storage_failed'
  | 'engine_unable'
  | 'address_refused';

/** What the server tells its operator: why it cannot start or do as asked, and what to do about it. */
export class ServerError extends ChamelaionError {
  static override readonly errorName = 'ServerError';

  constructor(code: ServerErrorCode, message: string, options: { cause?: unknown } = {}) {
    super({ code, message, cause: options.cause });
  }
}
