import { type OperationId, operationTable } from '@chamelaion/contract';
import createClient, { type Client } from 'openapi-fetch';
import { APIPromise, type CallResult } from './api-promise.js';
import { paidCall } from './billing/paid-call.js';
import type { Call, CallInput } from './call.js';
import type { Config } from './config.js';
import { errorFromResponse } from './errors/from-response.js';
import { InvalidArgumentError } from './errors/local-errors.js';
import { headerLine } from './log/redact.js';
import { type PageBody, PagePromise } from './pagination.js';
import { parseData } from './parse-data.js';
import type { Platform } from './platform/platform.js';
import type { RequestOptions } from './request-options.js';
import { checkPathParams, splitPath } from './request-path.js';
import { type Sent, send } from './retry/send.js';
import { type Body, jsonBody } from './transport/body.js';
import { Draft } from './transport/draft.js';
import { limitsOf } from './transport/limits.js';

/** One call, before it is sent. */
interface Plan {
  method: string;
  path: string;
  input: CallInput;
  options: RequestOptions;
  auth: boolean;
  billed: boolean;
  /** Whether the answer must be the documented JSON. */
  strict: boolean;
}

type AnyClient = Client<Record<string, Record<string, never>>>;

/** Makes calls: builds requests on openapi-fetch, and sends them through `send`, which retries beneath it. */
export class Caller implements Call {
  readonly #api: AnyClient;
  readonly #config: Config;
  readonly #platform: Platform;

  constructor(config: Config, platform: Platform) {
    this.#config = config;
    this.#platform = platform;
    this.#api = createClient({ baseUrl: config.baseURL });
    this.#api.use(...config.middleware);
  }

  one<T>(id: OperationId, input: CallInput, options: RequestOptions = {}): APIPromise<T> {
    return new APIPromise((raw) => this.#run(this.#plan(id, input, options), raw));
  }

  page<T>(id: OperationId, input: CallInput, options: RequestOptions = {}): PagePromise<T> {
    return new PagePromise((offset, raw) => {
      const query = offset === undefined ? input.query : { ...input.query, offset };
      return this.#run<PageBody<T>>(this.#plan(id, { ...input, query }, options), raw === true);
    });
  }

  /** A call to any path, documented or not. */
  any<T>(method: string, path: string, options: RequestOptions = {}): APIPromise<T> {
    return new APIPromise(async (raw) => {
      const { pathname, query } = splitPath(path);
      const input: CallInput = { query, ...(options.body ? { body: {} } : {}) };
      const plan: Plan = { method, path: pathname, input, options, auth: true, billed: false, strict: false };
      return this.#run(plan, raw);
    });
  }

  #plan(id: OperationId, input: CallInput, options: RequestOptions): Plan {
    const { method, path, auth, billed } = operationTable[id];
    return { method, path, input, options, auth, billed, strict: true };
  }

  async #run<T>(plan: Plan, raw: boolean): Promise<CallResult<T>> {
    const { input, options } = plan;
    const config = this.#config;
    checkPathParams(input.path);
    const paid = plan.billed ? paidCall(this, input, options, this.#platform) : undefined;
    try {
      const body = await this.#body(paid?.input ?? input, options);
      const headers = this.#headers(plan, body, paid?.idempotencyKey);
      let sent: Sent | undefined;
      const { response, error } = await this.#api.request(
        plan.method as never,
        plan.path as never,
        {
          params: { path: input.path, query: { ...config.query, ...input.query, ...options.query } },
          headers,
          ...(body && !body.watched && config.middleware.length > 0 ? { body: body.open(NO_WATCH).init } : {}),
          bodySerializer: (ready: unknown) => ready,
          parseAs: 'stream',
          ...(config.middleware.length > 0 ? {} : { Request: Draft }),
          fetch: async (draft: Draft | Request) => {
            config.log.debug(() => `${draft.method} ${draft.url} ${headerLine(draft.headers)}`);
            sent = await send(this.#platform, {
              url: draft.url,
              method: draft.method,
              headers: new Headers(draft.headers),
              body: await bodyOf(draft, body),
              raw,
              limits: limitsOf(options, config.timeouts),
              connectTimeout: config.connectTimeout,
              signal: options.signal ?? undefined,
              fetch: config.fetch,
              fetchOptions: options.fetchOptions ?? config.fetchOptions,
              onUploadProgress: options.onUploadProgress,
              maxRetries: options.maxRetries ?? config.maxRetries,
              maxRetryAfter: config.maxRetryAfter,
              repeatable: !plan.billed && (plan.strict || plan.method !== 'POST') && plan.method !== 'PATCH',
              recover: paid?.recover,
              retryCountHeader: this.#platform.extraHeaders && 'x-chamelaion-retry-count',
              log: config.log,
            });
            const { response, text } = sent;
            if (text === undefined || (response.ok && config.middleware.length === 0)) return response;
            return copyOf(response, text);
          },
        } as never,
      );
      if (!response.ok) throw errorFromResponse(response, error, sent?.attempts ?? 1);
      const text = config.middleware.length > 0 ? undefined : sent?.text;
      return { response, data: () => parseData<T>(response, text, plan.strict, sent?.attempts ?? 1) };
    } finally {
      paid?.release();
    }
  }

  async #body(input: CallInput, options: RequestOptions): Promise<Body | undefined> {
    if (!input.body) return undefined;
    const fields = { ...input.body, ...options.body };
    return input.files ? this.#platform.form(fields, input.files) : jsonBody(JSON.stringify(fields));
  }

  #headers(plan: Plan, body: Body | undefined, idempotencyKey: string | undefined): Headers {
    const { auth, headers: configured } = this.#config;
    const headers = new Headers({ accept: 'application/json', ...this.#platform.extraHeaders });
    if (plan.auth) for (const [name, value] of Object.entries(auth)) headers.set(name, value);
    if (body?.contentType) headers.set('content-type', body.contentType);
    if (body?.size !== undefined) headers.set('content-length', String(body.size));
    if (idempotencyKey) headers.set('idempotency-key', idempotencyKey);
    let removed = false;
    for (const given of [...configured, plan.options.headers ?? {}]) {
      for (const [name, value] of given instanceof Headers ? given : Object.entries(given)) {
        if (value === null || value === undefined) {
          headers.delete(name);
          removed = true;
        } else headers.set(name, value);
      }
    }
    const isAuthenticated = headers.has('x-api-key') || headers.has('authorization');
    if (plan.strict && plan.auth && !isAuthenticated && !removed && this.#config.middleware.length === 0) {
      throw new InvalidArgumentError('missing_api_key', 'There is no API key: set CHAMELAION_API_KEY, or pass apiKey.');
    }
    return headers;
  }
}

const NO_WATCH = { progress() {}, sent() {}, failed() {} };

/** The body to send: the one prepared, unless middleware put another in its place. */
async function bodyOf(draft: Draft | Request, prepared: Body | undefined): Promise<Body | undefined> {
  if (draft instanceof Draft || prepared?.watched || !draft.body) return prepared;
  return jsonBody(await draft.text());
}

const copyOf = (response: Response, text: string): Response => {
  const { status, statusText, headers } = response;
  return new Response([204, 205, 304].includes(status) ? null : text, { status, statusText, headers });
};
