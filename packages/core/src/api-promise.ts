/** What a call came to: the data, or in raw mode a function that reads it, and the response. */
export interface CallResult<T> {
  data: () => T | Promise<T>;
  response: Response;
}

/** Data together with the response that brought it; the response's body has been read. */
export interface WithResponse<T> {
  data: T;
  response: Response;
  /** The answer's `x-request-id`, for talking to support. */
  requestId: string | undefined;
}

/**
 * The promise of a call. Awaiting it gives the data; `withResponse()` gives the response as well,
 * `asResponse()` the response with its body unread.
 *
 * @example
 * ```ts
 * const { data, requestId } = await client.users.getCurrent().withResponse();
 * ```
 */
export class APIPromise<T> extends Promise<T> {
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  #run: (raw: boolean) => Promise<CallResult<T>>;
  #started: Promise<CallResult<T>> | undefined;

  constructor(run: (raw: boolean) => Promise<CallResult<T>>) {
    super((resolve) => resolve(undefined as never));
    this.#run = run;
    queueMicrotask(() => this.#start(false));
  }

  /** Starts the call on first use; it starts by itself as soon as the running code yields. */
  #start(raw: boolean): Promise<CallResult<T>> {
    this.#started ??= this.#run(raw);
    return this.#started;
  }

  /** The data and the response that brought it. */
  async withResponse(): Promise<WithResponse<T>> {
    const { data, response } = await this.#start(false);
    return { data: await data(), response, requestId: response.headers.get('x-request-id') ?? undefined };
  }

  /**
   * The response with its body unread, for streaming. Rejects like the call itself when the status is an error.
   * Call it at once: later, the body has been read into memory.
   */
  async asResponse(): Promise<Response> {
    return (await this.#start(true)).response;
  }

  // biome-ignore lint/suspicious/noThenProperty: it is a promise
  override then<A = T, B = never>(
    onfulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onrejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#start(false)
      .then(({ data }) => data())
      .then(onfulfilled, onrejected);
  }
}
