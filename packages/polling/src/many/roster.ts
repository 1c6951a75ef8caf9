import type { CompletedLipsyncRequest, LipsyncRequest } from '@chamelaion/contract';

/** What became of one job of many. */
export type JobOutcome =
  | {
      /** The job completed. */
      readonly ok: true;
      /** What the job was asked for by: an id or a `reference_id`. */
      readonly id: string;
      readonly request: CompletedLipsyncRequest;
      readonly error?: never;
    }
  | {
      /** The job failed, could not be looked up, or did not end before the deadline. */
      readonly ok: false;
      /** What the job was asked for by: an id or a `reference_id`. */
      readonly id: string;
      /** The request as last seen, if it was. */
      readonly request: LipsyncRequest | undefined;
      /** A `LipsyncFailedError`, a `WaitTimeoutError`, or the client's own error for this job. */
      readonly error: unknown;
    };

/** One job that is waited for. */
export interface Tracked {
  readonly key: string;
  request: LipsyncRequest | undefined;
  /** Place in the list counted from its oldest entry, which newer entries do not change; `undefined` when not listed. */
  fromOldest: number | undefined;
  /** Monotonic time of the last read, or of the start. */
  readAtMs: number;
  /** Monotonic time from which the next read is worth a request. */
  dueAtMs: number;
  reads: number;
  outcome: JobOutcome | undefined;
}

/** All jobs of a wait: found by the ids they go by, the unfinished ones in the order of the list. */
export class Roster {
  readonly all: Tracked[] = [];
  readonly #byAlias = new Map<string, Tracked[]>();
  readonly #open = new Set<Tracked>();
  #inListOrder: Tracked[] | undefined;
  /** Unfinished jobs that were never read. */
  unseen = 0;

  get open(): ReadonlySet<Tracked> {
    return this.#open;
  }

  /** Adds a job, unless one goes by this key already. */
  add(key: string, nowMs: number): void {
    if (this.#byAlias.has(key)) return;
    const job: Tracked = {
      key,
      request: undefined,
      fromOldest: undefined,
      readAtMs: nowMs,
      dueAtMs: nowMs,
      reads: 0,
      outcome: undefined,
    };
    this.all.push(job);
    this.#open.add(job);
    this.#byAlias.set(key, [job]);
    this.unseen += 1;
  }

  /** The unfinished jobs that a row of the list tells about. */
  find(row: LipsyncRequest): Tracked[] {
    const byId = this.#byAlias.get(row.id) ?? [];
    const byReference = row.reference_id === undefined ? undefined : this.#byAlias.get(row.reference_id);
    return byReference ? [...new Set([...byId, ...byReference])] : byId;
  }

  /** Notes what was read. A job asked for by `reference_id` stays with the first request that it stood for. */
  saw(job: Tracked, request: LipsyncRequest): void {
    if (job.request === undefined) {
      this.unseen -= 1;
      this.#forget(job, job.key);
      this.#byAlias.set(request.id, [...(this.#byAlias.get(request.id) ?? []), job]);
    }
    job.request = request;
    job.reads += 1;
  }

  /** Puts a job at a place of the list, or off it. */
  place(job: Tracked, fromOldest: number | undefined): void {
    if (job.fromOldest === fromOldest) return;
    job.fromOldest = fromOldest;
    this.#inListOrder = undefined;
  }

  /** The unfinished jobs whose place is known, newest first. */
  inListOrder(): readonly Tracked[] {
    if (this.#inListOrder) this.#inListOrder = this.#inListOrder.filter((job) => job.outcome === undefined);
    else {
      const listed = [...this.#open].filter((job) => job.fromOldest !== undefined);
      this.#inListOrder = listed.sort((a, b) => b.fromOldest! - a.fromOldest!);
    }
    return this.#inListOrder;
  }

  /** Ends a job. */
  settle(job: Tracked, outcome: JobOutcome): void {
    if (job.request === undefined) this.unseen -= 1;
    job.outcome = outcome;
    this.#forget(job, job.request?.id ?? job.key);
    this.#open.delete(job);
  }

  #forget(job: Tracked, alias: string): void {
    const others = (this.#byAlias.get(alias) ?? []).filter((other) => other !== job);
    if (others.length > 0) this.#byAlias.set(alias, others);
    else this.#byAlias.delete(alias);
  }
}
