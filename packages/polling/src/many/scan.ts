/**
 * The first walk through the list, which finds where the jobs are. It goes on while it pays: a page without any of
 * our jobs is a request lost, and more than half as many as there are jobs left to find are not spent.
 */
export class Scan {
  offset = 0;
  isOver = false;
  #misses = 0;

  /** Takes note of a page: how long it was, how many jobs it showed for the first time, how many are still unseen. */
  advance(page: { length: number; total: number; found: number; unseen: number; isBatch: boolean }): void {
    this.offset += page.length;
    this.#misses = page.found > 0 ? 0 : this.#misses + 1;
    const isAtEnd = page.length === 0 || this.offset >= page.total;
    const paysNoMore = page.unseen < 2 || this.#misses > page.unseen / 2;
    this.isOver = isAtEnd || (!page.isBatch && paysNoMore);
  }

  /** Begins again at the newest entry. */
  restart(): void {
    this.offset = 0;
    this.isOver = false;
    this.#misses = 0;
  }
}
