import {
  type CompletedLipsyncRequest,
  isTerminal,
  type LipsyncRequest,
  type LipsyncRequestListResponse,
} from '@chamelaion/contract';
import type { ListingClient } from '../client.js';
import { InvalidOptionError } from '../errors/invalid-option.js';
import { LipsyncFailedError } from '../errors/lipsync-failed.js';
import { WaitAbortedError } from '../errors/wait-aborted.js';
import { WaitTimeoutError } from '../errors/wait-timeout.js';
import { isTransient, statusOf } from '../fault.js';
import { checkedDelayMs } from '../options.js';
import { asRequest, invalidAnswer, isRequest, type Reading, read } from '../read.js';
import type { Runtime } from '../runtime.js';
import type { Schedule } from '../schedule.js';
import { ServerClock } from '../server-clock.js';
import { type Plan, planRead } from './plan.js';
import { type JobOutcome, Roster, type Tracked } from './roster.js';
import { Scan } from './scan.js';

/** A batch: every request that has this `reference_id` when the wait begins. */
export interface Batch {
  readonly reference_id: string;
}

/** What a pump works with. */
export interface PumpInit {
  client: ListingClient;
  ids: readonly string[];
  batch: Batch | undefined;
  gapMs: number;
  timeoutMs: number;
  schedule: Schedule;
  signal: AbortSignal;
  runtime: Runtime;
  onOutcome: (outcome: JobOutcome) => void;
}

const PAGE_SIZE = 100;
const READ_LIMIT_MS = 30_000;
const FRESH_MS = 10_000;
const FRESH_RETRY_MS = 1_000;
const BACKOFF_MS = 500;
const BACKOFF_CAP_MS = 20_000;
const WOKEN_EARLY_MS = 50;
const LIST_STRIKES = 3;

type Page = Pick<LipsyncRequestListResponse, 'data' | 'pagination'>;

/** Reads many jobs one request at a time until each has an outcome. */
export class Pump {
  readonly roster = new Roster();
  readonly #init: PumpInit;
  readonly #startedAt: number;
  readonly #clock: ServerClock;
  readonly #scan = new Scan();
  #total = 0;
  #pageSize = PAGE_SIZE;
  #faults = 0;
  /** How often the list failed while single jobs could be looked up. */
  #listStrikes = 0;
  #hasListFailed = false;
  #nextReadAt: number;

  constructor(init: PumpInit) {
    this.#init = init;
    this.#startedAt = this.#nextReadAt = init.runtime.monotonic();
    this.#clock = new ServerClock(init.runtime);
    for (const id of init.ids) this.roster.add(id, this.#startedAt);
    this.#scan.isOver = !init.batch && init.ids.length < 2;
  }

  /** Runs to the end of the last job or of the deadline; rejects when aborted. */
  async run(): Promise<void> {
    const { timeoutMs, runtime } = this.#init;
    const deadlineAt = this.#startedAt + timeoutMs;
    while (this.roster.open.size > 0 || !this.#isScanned()) {
      const now = runtime.monotonic();
      if (now >= deadlineAt) return this.#expire();
      const plan = this.#plan(now);
      const wakeAt = Math.max(plan.kind === 'idle' ? plan.untilMs : now, this.#nextReadAt);
      if (wakeAt > now) await this.#nap(Math.min(wakeAt, deadlineAt) - now);
      else if (plan.kind === 'list') await this.#list(plan.offset);
      else if (plan.kind === 'retrieve') await this.#retrieve(plan.job);
    }
  }

  #isScanned(): boolean {
    return this.#init.batch === undefined || this.#scan.isOver;
  }

  #plan(nowMs: number): Plan {
    const isListInDoubt = this.#hasListFailed && this.#isScanned();
    if (!this.#scan.isOver && !isListInDoubt) return { kind: 'list', offset: this.#scan.offset };
    return planRead(this.roster, nowMs, this.#total, isListInDoubt ? 0 : this.#pageSize);
  }

  async #list(offset: number): Promise<void> {
    const { client, batch } = this.#init;
    const query = { limit: this.#pageSize, offset, ...batch };
    const reading = asPage(
      await this.#read((signal) => client.lipsync.requests.list(query, { signal, maxRetries: 0 })),
    );
    if (!reading.ok) return this.#listFailed(reading);
    const { data, pagination } = reading.data;
    this.#answered(reading);
    this.#listStrikes = 0;
    this.#total = pagination?.total ?? 0;
    this.#pageSize = Math.min(pagination?.limit ?? PAGE_SIZE, PAGE_SIZE);
    const unseenBefore = this.roster.unseen;
    this.#apply(data, offset, reading.roundTripMs);
    if (this.#scan.isOver) return;
    const found = unseenBefore - this.roster.unseen;
    const isBatch = batch !== undefined;
    this.#scan.advance({ length: data.length, total: this.#total, found, unseen: this.roster.unseen, isBatch });
    if (this.#scan.isOver && isBatch && this.roster.all.length === 0) this.#scanAgain(batch);
  }

  #apply(rows: readonly LipsyncRequest[], offset: number, roundTripMs: number): void {
    const isCollecting = this.#init.batch !== undefined && !this.#scan.isOver;
    const seen = new Set<Tracked>();
    rows.forEach((row, index) => {
      if (!isRequest(row)) return;
      if (isCollecting) this.roster.add(row.id, this.#startedAt);
      for (const job of this.roster.find(row)) {
        seen.add(job);
        this.roster.place(job, this.#total - offset - index);
        this.#saw(job, row, roundTripMs);
      }
    });
    for (const job of this.roster.inListOrder()) {
      const index = this.#total - job.fromOldest!;
      if (index >= offset && index < offset + rows.length && !seen.has(job)) this.roster.place(job, undefined);
    }
  }

  async #retrieve(job: Tracked): Promise<void> {
    const { client, runtime } = this.#init;
    const id = job.request?.id ?? job.key;
    const reading = asRequest(
      await this.#read((signal) => client.lipsync.requests.retrieve(id, { signal, maxRetries: 0 })),
    );
    if (reading.ok) {
      this.#answered(reading);
      this.#judgeList();
      this.#saw(job, reading.data, reading.roundTripMs);
      return;
    }
    this.#hasListFailed = false;
    const status = statusOf(reading.error);
    const isMaybeTooNew = status === 404 && this.#waitedMs() < FRESH_MS;
    if (status === 401) this.#endAll(() => reading.error);
    else if (isMaybeTooNew || isTransient(reading.error)) {
      if (!isMaybeTooNew) this.#backOff(reading);
      job.readAtMs = runtime.monotonic();
      job.dueAtMs = job.readAtMs + FRESH_RETRY_MS;
    } else this.#settle(job, { ok: false, id: job.key, request: job.request, error: reading.error });
  }

  #saw(job: Tracked, request: LipsyncRequest, roundTripMs: number): void {
    const { schedule, runtime } = this.#init;
    this.roster.saw(job, request);
    if (isTerminal(request.status)) {
      this.#settle(job, outcomeOf(job.key, request));
      return;
    }
    const elapsedMs = this.#clock.ageMs(request.created_at, this.#waitedMs());
    const state = { elapsedMs, roundTripMs, polls: job.reads, random: runtime.random() };
    job.readAtMs = runtime.monotonic();
    job.dueAtMs = job.readAtMs + checkedDelayMs(schedule(state));
  }

  async #read<T>(call: (signal: AbortSignal) => PromiseLike<T>): Promise<Reading<T>> {
    const { runtime, signal, gapMs, timeoutMs } = this.#init;
    this.#throwIfAborted();
    this.#nextReadAt = runtime.monotonic() + gapMs;
    const limitMs = Math.min(READ_LIMIT_MS, timeoutMs - this.#waitedMs());
    const reading = await read(call, { limitMs, signal }, runtime);
    this.#throwIfAborted();
    return reading;
  }

  #answered(reading: Reading<unknown> & { ok: true }): void {
    this.#faults = 0;
    this.#clock.observe(reading.date, reading.roundTripMs);
    this.#pause(reading.retryAfterMs ?? 0);
  }

  #listFailed(reading: Reading<unknown> & { ok: false }): void {
    const { error } = reading;
    this.#hasListFailed = true;
    if (isTransient(error)) this.#backOff(reading);
    else if (!this.#isScanned()) throw error;
    else if (statusOf(error) === 401) this.#endAll(() => error);
    else this.#giveListUp();
  }

  /** Called when a single look-up succeeds: a list that fails beside it again and again is of no use. */
  #judgeList(): void {
    if (!this.#hasListFailed) return;
    this.#hasListFailed = false;
    this.#listStrikes += 1;
    if (this.#listStrikes >= LIST_STRIKES) this.#giveListUp();
  }

  #giveListUp(): void {
    this.#scan.isOver = true;
    this.#pageSize = 0;
  }

  #backOff({ retryAfterMs }: Reading<unknown>): void {
    this.#faults += 1;
    this.#pause(retryAfterMs ?? Math.min(BACKOFF_MS * 2 ** (this.#faults - 1), BACKOFF_CAP_MS));
  }

  #pause(ms: number): void {
    this.#nextReadAt = Math.max(this.#nextReadAt, this.#init.runtime.monotonic() + ms);
  }

  #scanAgain({ reference_id }: Batch): void {
    if (this.#waitedMs() >= FRESH_MS) {
      throw new InvalidOptionError('reference_id', `"${reference_id}" names no request of this account`);
    }
    this.#scan.restart();
    this.#pause(FRESH_RETRY_MS);
  }

  #expire(): void {
    const waitedMs = this.#waitedMs();
    this.#endAll(({ key, request }) => new WaitTimeoutError({ id: request?.id ?? key, request, waitedMs }));
  }

  #endAll(errorOf: (job: Tracked) => unknown): void {
    for (const job of [...this.roster.open]) {
      this.#settle(job, { ok: false, id: job.key, request: job.request, error: errorOf(job) });
    }
  }

  #settle(job: Tracked, outcome: JobOutcome): void {
    this.roster.settle(job, outcome);
    this.#init.onOutcome(outcome);
  }

  #waitedMs(): number {
    return this.#init.runtime.monotonic() - this.#startedAt;
  }

  async #nap(ms: number): Promise<void> {
    const { runtime, signal } = this.#init;
    const until = runtime.monotonic() + ms;
    this.#throwIfAborted();
    await runtime.sleep(ms, signal).catch((error: unknown) => {
      this.#throwIfAborted();
      throw error;
    });
    const now = runtime.monotonic();
    const wasSuspended = now < until - WOKEN_EARLY_MS;
    if (wasSuspended) for (const job of this.roster.open) job.dueAtMs = Math.min(job.dueAtMs, now);
  }

  #throwIfAborted(): void {
    const { signal } = this.#init;
    if (signal.aborted) throw new WaitAbortedError(undefined, undefined, signal.reason);
  }
}

function asPage(reading: Reading<Page>): Reading<Page> {
  return reading.ok && !Array.isArray(reading.data?.data)
    ? invalidAnswer(reading, 'a page of lip sync requests')
    : reading;
}

function outcomeOf(id: string, request: LipsyncRequest): JobOutcome {
  return request.status === 'completed'
    ? { ok: true, id, request: request as CompletedLipsyncRequest }
    : { ok: false, id, request, error: new LipsyncFailedError(request) };
}
