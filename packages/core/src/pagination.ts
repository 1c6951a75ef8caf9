import type { Pagination } from '@chamelaion/contract';
import { APIPromise, type CallResult } from './api-promise.js';
import { InvalidArgumentError } from './errors/local-errors.js';

/** What the service answers for one page. */
export interface PageBody<T> {
  data: T[];
  pagination: Pagination;
}

/** Fetches the page that begins at an offset, or where the caller's query says. */
export type FetchPage<T> = (offset?: number, raw?: boolean) => Promise<CallResult<PageBody<T>>>;

const idOf = (item: unknown): unknown => (item as { id?: unknown } | null)?.id ?? item;

/**
 * One page of a list, newest first. Items that earlier pages held are left out of later ones:
 * they come again when new items push the list on.
 */
export class Page<T> implements AsyncIterable<T> {
  /** The items of this page. */
  declare readonly data: T[];
  /** Which part of the list this is, as the service sees it. */
  declare readonly pagination: Pagination;
  readonly #fetch: FetchPage<T>;
  readonly #seen: Set<unknown>;
  /** How many items the service sent, those seen before included. */
  readonly #length: number;

  constructor(body: PageBody<T>, fetch: FetchPage<T>, seen = new Set<unknown>()) {
    Object.assign(this, { ...body, data: body.data.filter((item) => !seen.has(idOf(item))) });
    this.#fetch = fetch;
    this.#seen = new Set([...seen, ...this.data.map(idOf)]);
    this.#length = body.data.length;
  }

  /** Whether older items follow. */
  hasNextPage(): boolean {
    return this.#length > 0 && this.#end < this.pagination.total;
  }

  /**
   * The page after this one.
   *
   * @throws InvalidArgumentError when there is none: ask `hasNextPage()` first
   */
  async getNextPage(): Promise<Page<T>> {
    if (!this.hasNextPage()) throw new InvalidArgumentError('no_next_page', 'This is the last page.');
    return this.#at(this.#end);
  }

  /** Every item from this page on, each once; then those that appeared at the head of the list meanwhile. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    yield* this.data;
    let page: Page<T> = this;
    while (page.hasNextPage()) {
      page = await page.getNextPage();
      yield* page.data;
    }
    if (this.pagination.offset > 0) return;
    for (let known = this.pagination.total; page.pagination.total > known; ) {
      known = page.pagination.total;
      page = await page.#at(0);
      yield* page.data;
      while (page.data.length === page.#length && page.hasNextPage()) {
        page = await page.getNextPage();
        yield* page.data;
      }
    }
  }

  get #end(): number {
    return this.pagination.offset + this.#length;
  }

  async #at(offset: number): Promise<Page<T>> {
    const { data } = await this.#fetch(offset);
    return new Page(await data(), this.#fetch, this.#seen);
  }
}

/**
 * The promise of a list. Awaiting it gives its first page; iterating it gives every item, page after page.
 *
 * @example
 * ```ts
 * for await (const request of client.lipsync.requests.list()) console.log(request.id);
 * ```
 */
export class PagePromise<T> extends APIPromise<Page<T>> implements AsyncIterable<T> {
  constructor(fetch: FetchPage<T>) {
    super(async (raw) => {
      const { data, response } = await fetch(undefined, raw);
      return { data: async () => new Page(await data(), fetch), response };
    });
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    yield* await this;
  }
}
