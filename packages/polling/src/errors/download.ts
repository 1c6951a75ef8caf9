import { ChamelaionError, type LipsyncRequest } from '@chamelaion/contract';

/** Why a download ended. */
export type DownloadErrorCode =
  /** The request has not completed, so there is nothing to fetch. */
  | 'download_not_ready'
  /** The storage host refused the URL, also a fresh one. */
  | 'download_refused'
  /** The storage host kept failing without a byte of progress. */
  | 'download_interrupted'
  /** The file changed at the source while a stream was being written, which cannot be rewound. */
  | 'download_changed'
  /** The file or stream could not be written. */
  | 'download_not_writable'
  /** The caller's signal ended it; run it again to go on. */
  | 'download_aborted'
  /** File paths do not exist where this runs. */
  | 'download_no_files';

/**
 * The finished video could not be fetched. The job is paid for and done: download it again with `request`.
 * A file that was begun is kept as `PATH.part` and resumed.
 */
export class DownloadError extends ChamelaionError {
  static override readonly errorName: string = 'DownloadError';

  declare readonly code: DownloadErrorCode;
  /** The request whose video it is. */
  readonly request: LipsyncRequest | undefined;

  constructor(init: {
    code: DownloadErrorCode;
    message: string;
    request?: LipsyncRequest | undefined;
    status?: number | undefined;
    isRetryable?: boolean;
    cause?: unknown;
  }) {
    super(init);
    this.request = init.request;
  }
}
