import type { ListingClient } from './client.js';
import { InvalidOptionError } from './errors/invalid-option.js';
import { type ManyOutcomes, Outcomes } from './many/outcomes.js';
import { type Batch, Pump } from './many/pump.js';
import type { JobOutcome } from './many/roster.js';
import { checkedTimeoutMs, type WaitOptions } from './options.js';
import { runtimeOf } from './runtime.js';
import { geometricSchedule } from './schedule.js';
import { idOf, type WaitTarget } from './target.js';

/** Options of {@link waitForMany}. */
export interface WaitForManyOptions extends Omit<WaitOptions, 'timeoutMs'> {
  /**
   * The whole wait in milliseconds; at its end every unfinished job has a `WaitTimeoutError` as its outcome.
   * Default 86 400 000, a day.
   */
  timeoutMs?: number | undefined;
  /** Most requests in any minute, for all jobs together. Default 60. */
  requestsPerMinute?: number | undefined;
}

const DAY_MS = 86_400_000;
/** A minute with a second to spare, for answers that overtake each other on the way. */
const MINUTE_MS = 61_000;

/**
 * Waits for many jobs at once within a budget of requests. The list of requests is read where one page tells about
 * several jobs, single jobs are looked up elsewhere, so that 1 000 jobs cost about as much as a handful.
 *
 * Nothing is sent before the first iteration or call of `all()`. One job's failure is that job's outcome and ends
 * nothing else; a key that is not accepted (401) is every job's outcome. The same id twice is one job.
 *
 * @param client Anything with `lipsync.requests.retrieve` and `lipsync.requests.list`.
 * @param targets Ids as for `waitForCompletion`, or `{ reference_id }` for every request that has it by now.
 * @throws {WaitAbortedError} from the iteration and from `all()`, when `signal` aborts.
 * @throws {InvalidOptionError} when an id is empty, an option cannot work or a `reference_id` names nothing.
 * @example
 * ```ts
 * for await (const outcome of waitForMany(client, ids)) {
 *   if (outcome.ok) await download(client, outcome.request, `${outcome.id}.mp4`);
 *   else console.error(outcome.id, outcome.error);
 * }
 * ```
 */
export function waitForMany(
  client: ListingClient,
  targets: Iterable<WaitTarget> | Batch,
  options: WaitForManyOptions = {},
): ManyOutcomes {
  const { timeoutMs = DAY_MS, requestsPerMinute = 60, schedule = geometricSchedule(), signal } = options;
  if (!(requestsPerMinute > 0)) throw new InvalidOptionError('requestsPerMinute', 'must be above 0');
  const batch = Symbol.iterator in targets ? undefined : { reference_id: idOf(targets.reference_id) };
  const ids = Symbol.iterator in targets ? Array.from(targets, idOf) : [];
  checkedTimeoutMs(timeoutMs);
  const start = (stop: AbortSignal, onOutcome: (outcome: JobOutcome) => void) =>
    new Pump({
      client,
      ids,
      batch,
      gapMs: MINUTE_MS / requestsPerMinute,
      timeoutMs,
      schedule,
      signal: stop,
      runtime: runtimeOf(options.runtime),
      onOutcome,
    });
  return new Outcomes(start, signal);
}
