import type { Pagination } from '@chamelaion/contract';
import { APIPromise, type CallResult } from './api-promise.js';
import { InvalidArgumentError } from './errors/local-errors.js';

/** What the service answers for one page. */
export interface PageBody<T> {
  data: T[];
  pagination: Pagination;
}

/** Fetches the page that begins at an offset. */
export type FetchPage<T> = (offset: number | undefined, raw?: boolean) => Promise<CallResult<PageBody<T>>>;

const idOf = (item: unknown): unknown => (item as { id?: unknown } | null)?.id ?? item;

/**
 * One page of a list, newest first. Items that earlier pages held are left out of later ones:
 * they come again when new items push the list on.
 */
export class Page<T> implements AsyncIterable<T> {
  /** The items of this page. */
  readonly data: T[];
  /** Which part of the list this is, as the service sees it. */
  readonly pagination: Pagination;
  readonly #fetch: FetchPage<T>;
  readonly #seen: Set<unknown>;
  readonly #next: number;

  constructor(body: PageBody<T>, fetch: FetchPage<T>, seen: Set<unknown>) {
    Object.assign(this, body);
    this.data = body.data.filter((item) => !seen.has(idOf(item)));
    this.pagination = body.pagination;
    this.#fetch = fetch;
    this.#seen = new Set([...seen, ...body.data.map(idOf)]);
    this.#next = body.data.length === 0 ? Number.POSITIVE_INFINITY : body.pagination.offset + body.data.length;
  }

  /** Whether older items follow. */
  hasNextPage(): boolean {
    return this.#next < this.pagination.total;
  }

  /**
   * The page after this one.
   *
   * @throws InvalidArgumentError when there is none: ask `hasNextPage()` first
   */
  async getNextPage(): Promise<Page<T>> {
    if (!this.hasNextPage())
      throw new InvalidArgumentError('no_next_page', 'This is the last page: ask hasNextPage() first.');
    const body = await (await this.#fetch(this.#next)).data();
    return new Page(body, this.#fetch, this.#seen);
  }

  /** Every item from this page on, each once; then those that appeared at the head of the list meanwhile. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    yield* this.data;
    let page: Page<T> = this;
    while (page.hasNextPage()) {
      page = await page.getNextPage();
      yield* page.data;
    }
    if (this.pagination.offset === 0) yield* this.#appeared(page);
  }

  /** Items that are new at the head of the list since its first page was read, until none appear any more. */
  async *#appeared(last: Page<T>): AsyncGenerator<T> {
    const seen = new Set(last.#seen);
    let total = this.pagination.total;
    for (let grown = last.pagination.total > total; grown; ) {
      total = last.pagination.total;
      let offset = 0;
      let head: PageBody<T>;
      let fresh: T[];
      do {
        head = await (await this.#fetch(offset)).data();
        fresh = head.data.filter((item) => !seen.has(idOf(item)));
        for (const item of fresh) seen.add(idOf(item));
        yield* fresh;
        offset += head.data.length;
      } while (fresh.length > 0 && fresh.length === head.data.length && offset < head.pagination.total);
      grown = head.pagination.total > total;
      total = head.pagination.total;
    }
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
      return { data: async () => new Page(await data(), fetch, new Set()), response };
    });
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    yield* await this;
  }
}
