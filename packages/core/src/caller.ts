import { APIPromise, type CallResult } from './api-promise.js';
import { paidCall } from './billing/paid-call.js';
import type { Call, CallInput, Operation } from './call.js';
import type { Config } from './config.js';
import { errorFromResponse } from './errors/from-response.js';
import { headerLine } from './log/redact.js';
import { sendThrough } from './middleware.js';
import { type PageBody, PagePromise } from './pagination.js';
import { parseData } from './parse-data.js';
import type { Platform } from './platform/platform.js';
import { requestHeaders } from './request-headers.js';
import type { RequestOptions } from './request-options.js';
import { checkPath, fillPath } from './request-path.js';
import { send } from './retry/send.js';
import { defaults, type Settings, settingsWith } from './settings.js';
import { type Body, readyBody } from './transport/body.js';
import type { Exchange } from './transport/exchange.js';
import { queryString } from './transport/query.js';
import { textOrJson } from './transport/text-or-json.js';

/** Makes calls: builds their requests, and sends them through middleware, beneath which they are retried. */
export class Caller implements Call {
  readonly #config: Config;
  readonly #platform: Platform;
  readonly #settings: Settings;

  constructor(config: Config, platform: Platform) {
    this.#config = config;
    this.#platform = platform;
    this.#settings = settingsWith(defaults, config.options);
  }

  one<T>(operation: Operation, input: CallInput, options: RequestOptions = {}): APIPromise<T> {
    return new APIPromise((raw) => this.#run(operation, input, options, raw));
  }

  page<T>(operation: Operation, input: CallInput, options: RequestOptions = {}): PagePromise<T> {
    return new PagePromise((offset, raw = false) => {
      const query = offset === undefined ? input.query : { ...input.query, offset };
      return this.#run<PageBody<T>>({ ...operation, isPage: true }, { ...input, query }, options, raw);
    });
  }

  /** A call to any path, documented or not. */
  any<T>(method: string, path: string, options: RequestOptions = {}): APIPromise<T> {
    const [pathname = '', search] = path.split(/\?(.*)/s);
    const given = new URLSearchParams(search);
    const query = Object.fromEntries([...given.keys()].map((name) => [name, given.getAll(name)]));
    const operation = { method, path: pathname, isUndocumented: true };
    return new APIPromise((raw) => this.#run(operation, { query, body: options.body }, options, raw));
  }

  async #run<T>(operation: Operation, given: CallInput, options: RequestOptions, raw: boolean): Promise<CallResult<T>> {
    const { method, path: schemaPath, isBilled, isUndocumented = false } = operation;
    const { log, baseURL } = this.#config;
    const platform = this.#platform;
    const settings = settingsWith(this.#settings, options);
    if (isUndocumented) checkPath(baseURL, schemaPath);
    const pathname = given.path ? fillPath(schemaPath, given.path) : schemaPath;
    const paid = isBilled ? paidCall(this, given.body, options, platform) : undefined;
    let body: Body | undefined;
    try {
      const { query: ownQuery, files } = given;
      const fields = paid?.body ?? (given.body && { ...given.body, ...options.body });
      const query = { ...settings.defaultQuery, ...ownQuery, ...options.query };
      const search = queryString(query);
      body = fields && (await this.#body(fields, files));
      const headers = requestHeaders(operation, this.#config, options, {
        ...platform.extraHeaders,
        ...body?.headers,
        ...(paid?.idempotencyKey && { 'idempotency-key': paid.idempotencyKey }),
      });
      const url = baseURL + pathname + (search && `?${search}`);
      log('debug', () => `${method} ${url} ${headerLine(headers)}`);
      const exchange: Exchange = {
        url,
        method,
        headers,
        body,
        raw,
        settings,
        platform,
        log,
        isRepeatable: !isBilled && !(isUndocumented && method === 'POST'),
        recover: paid?.recover,
      };
      const { response, text, attempts } = settings.middleware?.length
        ? await sendThrough(settings.middleware, exchange, {
            schemaPath,
            params: { path: given.path ?? {}, query },
            options: { baseUrl: baseURL },
          })
        : await send(exchange);
      if (!response.ok) throw errorFromResponse(response, textOrJson(text), attempts);
      const parse = (body: string): T => parseData(response, body, operation, attempts);
      const data = () => (text === undefined ? response.clone().text().then(parse) : parse(text));
      return { response, data };
    } finally {
      paid?.release();
      body?.release?.();
    }
  }

  async #body(fields: Record<string, unknown>, files: readonly string[] | undefined): Promise<Body> {
    if (files) return this.#platform.form(fields, files);
    return { ...readyBody(JSON.stringify(fields)), headers: { 'content-type': 'application/json' } };
  }
}
