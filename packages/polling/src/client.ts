import type {
  LipsyncGenerate,
  LipsyncGenerateParams,
  LipsyncRequest,
  LipsyncRequestListParams,
  LipsyncRequestListResponse,
} from '@chamelaion/contract';

/** What is handed to every call of the client. A client that knows none of it works too. */
export interface CallOptions {
  /** Aborts the call. */
  signal?: AbortSignal;
  /** Always 0 on polls: when to ask again is decided here, once, not in the client too. */
  maxRetries?: number;
  /** Told how much of an upload has been sent. */
  onUploadProgress?: ((progress: { sentBytes: number; totalBytes: number | undefined }) => void) | undefined;
}

/**
 * Anything that can look a lip sync request up: the `chamelaion` client, or an object of your own of this shape.
 *
 * When the returned promise has `withResponse()` (giving `{ data, response }`), the server's `Date` and `Retry-After`
 * headers are read from it. Without it the wait works all the same, by this machine's clock.
 *
 * @example
 * ```ts
 * const client: RetrievingClient = {
 *   lipsync: { requests: { retrieve: (id, { signal } = {}) => getJson(`/v1/lipsync/requests/${encodeURIComponent(id)}`, signal) } },
 * };
 * ```
 */
export interface RetrievingClient {
  readonly lipsync: {
    readonly requests: {
      retrieve(id: string, options?: CallOptions): PromiseLike<LipsyncRequest>;
    };
  };
}

/** A {@link RetrievingClient} that can read the list of requests too, as {@link waitForMany} does. */
export interface ListingClient extends RetrievingClient {
  readonly lipsync: RetrievingClient['lipsync'] & {
    readonly requests: {
      list(
        query?: LipsyncRequestListParams,
        options?: CallOptions,
      ): PromiseLike<Pick<LipsyncRequestListResponse, 'data' | 'pagination'>>;
    };
  };
}

/** The form of an upload: a video and a voice, as whatever the client uploads. */
export interface MediaBody<Upload> {
  video: Upload;
  audio: Upload;
  disable_active_speaker_detection?: boolean;
  reference_id?: string;
}

/** A {@link RetrievingClient} that can start requests too, as {@link sync} does. `Upload` is what it takes as a file. */
export interface GeneratingClient<Upload> extends RetrievingClient {
  readonly lipsync: RetrievingClient['lipsync'] & {
    generate(body: LipsyncGenerateParams, options?: CallOptions): PromiseLike<LipsyncGenerate>;
    generateWithMedia(body: MediaBody<Upload>, options?: CallOptions): PromiseLike<LipsyncGenerate>;
  };
}
