import { APIPromise, type CallResult } from './api-promise.js';
import { type PaidCall, paidCall } from './billing/paid-call.js';
import type { Call, CallInput, Operation } from './call.js';
import type { Config } from './config.js';
import { errorFromResponse } from './errors/from-response.js';
import { InvalidArgumentError } from './errors/local-errors.js';
import { headerLine } from './log/redact.js';
import { type PageBody, PagePromise } from './pagination.js';
import { parseData } from './parse-data.js';
import type { Platform } from './platform/platform.js';
import type { RequestOptions } from './request-options.js';
import { checkPath, fillPath } from './request-path.js';
import { send } from './retry/send.js';
import { settingsOf } from './settings.js';
import type { Answer } from './transport/attempt.js';
import { type Body, readyBody } from './transport/body.js';
import { Draft } from './transport/draft.js';
import { mergeHeaders } from './transport/headers.js';
import { queryString } from './transport/query.js';
import type { RequestClient } from './transport/request-client.js';

/** Makes calls: builds requests on openapi-fetch, and sends them through `send`, which retries beneath it. */
export class Caller implements Call {
  readonly #api: RequestClient;
  readonly #config: Config;
  readonly #platform: Platform;
  /** Middleware needs real `Request`s and `Response`s, which otherwise only cost time. */
  readonly #hasMiddleware: boolean;

  constructor(config: Config, platform: Platform) {
    this.#config = config;
    this.#platform = platform;
    const middleware = config.options.middleware ?? [];
    this.#api = platform.createClient(config.baseURL);
    this.#api.use(...middleware);
    this.#hasMiddleware = middleware.length > 0;
  }

  one<T>(operation: Operation, input: CallInput, options: RequestOptions = {}): APIPromise<T> {
    return new APIPromise((raw) => this.#run(operation, input, options, raw));
  }

  page<T>(operation: Operation, input: CallInput, options: RequestOptions = {}): PagePromise<T> {
    return new PagePromise((offset, raw = false) => {
      const query = offset === undefined ? input.query : { ...input.query, offset };
      return this.#run<PageBody<T>>(operation, { ...input, query }, options, raw);
    });
  }

  /** A call to any path, documented or not. */
  any<T>(method: string, path: string, options: RequestOptions = {}): APIPromise<T> {
    const [pathname = '', search] = path.split(/\?(.*)/s);
    const query = Object.fromEntries(new URLSearchParams(search));
    const operation = { method, path: pathname, isUndocumented: true };
    return new APIPromise((raw) => this.#run(operation, { query, body: options.body }, options, raw));
  }

  async #run<T>(operation: Operation, given: CallInput, options: RequestOptions, raw: boolean): Promise<CallResult<T>> {
    const { method, path, isBilled, isUndocumented = false } = operation;
    const { log, options: clientOptions } = this.#config;
    checkPath(this.#config.baseURL, path, given.path);
    const paid = isBilled ? paidCall(this, given, options, this.#platform) : undefined;
    const input = paid?.input ?? given;
    try {
      const body = await this.#body(input, options);
      let answer: Answer | undefined;
      const { response, error } = await this.#api.request(method, path, {
        params: { path: input.path, query: { ...clientOptions.defaultQuery, ...input.query, ...options.query } },
        headers: this.#headers(operation, options, body, paid),
        body: this.#hasMiddleware && !input.files ? body?.open().init : undefined,
        bodySerializer: (ready: unknown) => ready,
        pathSerializer: fillPath,
        querySerializer: queryString,
        parseAs: 'stream',
        Request: this.#hasMiddleware ? Request : Draft,
        fetch: async (draft: Draft | Request) => {
          const { url, headers } = draft;
          log('debug', () => `${method} ${url} ${headerLine(headers)}`);
          answer = await send({
            url,
            method: draft.method,
            headers: new Headers(headers),
            body: draft instanceof Request && draft.body ? readyBody(await draft.text()) : body,
            raw,
            settings: settingsOf(clientOptions, options),
            platform: this.#platform,
            log,
            isRepeatable: !isBilled && !(isUndocumented && method === 'POST'),
            recover: paid?.recover,
          });
          const { response, text } = answer;
          // openapi-fetch and middleware may read the body, which has been read already.
          return text && (this.#hasMiddleware || !response.ok) ? new Response(text, response) : response;
        },
      });
      const attempts = answer?.attempts ?? 1;
      if (!response.ok) throw errorFromResponse(response, error, attempts);
      const text = this.#hasMiddleware ? undefined : answer?.text;
      const data = async () =>
        parseData<T>(response, text ?? (await response.clone().text()), !isUndocumented, attempts);
      return { response, data };
    } finally {
      paid?.release();
    }
  }

  async #body(input: CallInput, options: RequestOptions): Promise<Body | undefined> {
    if (!input.body) return undefined;
    const fields = { ...input.body, ...options.body };
    if (input.files) return this.#platform.form(fields, input.files);
    return { ...readyBody(JSON.stringify(fields)), headers: { 'content-type': 'application/json' } };
  }

  #headers(operation: Operation, options: RequestOptions, body: Body | undefined, paid: PaidCall | undefined): Headers {
    const { auth, headers } = this.#config;
    const own = {
      accept: 'application/json',
      ...this.#platform.extraHeaders,
      ...(operation.isPublic ? {} : auth),
      ...body?.headers,
      'idempotency-key': paid?.idempotencyKey,
    };
    const given = [...headers, options.headers ?? {}];
    const merged = mergeHeaders(own, ...given);
    const hasKey = merged.has('x-api-key') || merged.has('authorization');
    // A header taken away with null, or middleware, shows that the caller knows what is sent.
    const isOnPurpose = this.#hasMiddleware || given.some((some) => Object.values(some).includes(null));
    if (hasKey || isOnPurpose || operation.isPublic || operation.isUndocumented) return merged;
    throw new InvalidArgumentError('missing_api_key', 'There is no API key: set CHAMELAION_API_KEY, or pass apiKey.');
  }
}
