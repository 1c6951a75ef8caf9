import { isTerminal, type LipsyncRequest } from '@chamelaion/contract';
import type { RetrievingClient } from './client.js';
import { Deadline } from './deadline.js';
import { WaitAbortedError } from './errors/wait-aborted.js';
import { WaitTimeoutError } from './errors/wait-timeout.js';
import { isTransient, statusOf } from './fault.js';
import { checkedDelayMs, checkedTimeoutMs, DEFAULT_TIMEOUT_MS, type WaitOptions } from './options.js';
import { asRequest, type Reading, read } from './read.js';
import { type Runtime, runtimeOf } from './runtime.js';
import { geometricSchedule } from './schedule.js';
import { ServerClock } from './server-clock.js';
import { idOf, type WaitTarget } from './target.js';

/** One change of a job's status, as a wait saw it. */
export interface WaitUpdate {
  /** The request as it stands. */
  readonly request: LipsyncRequest;
  /** Age of the job in milliseconds, from its submission by the server's clock. */
  readonly elapsedMs: number;
  /** How long this wait has lasted, in milliseconds. */
  readonly waitedMs: number;
  /** Polls made so far in this wait. */
  readonly polls: number;
  /** Milliseconds until the next poll; `undefined` when the job has ended. */
  readonly nextPollMs: number | undefined;
}

const FRESH_MS = 10_000;
const FAULT_BACKOFF_MS = 500;
const SHORTEST_HINT_MS = 500;
const FAULT_BACKOFF_CAP_MS = 20_000;

/** Polls one job and yields each change of its status; ends after the terminal one. The loop beneath every wait. */
export async function* updates(
  client: RetrievingClient,
  target: WaitTarget,
  options: WaitOptions,
): AsyncGenerator<WaitUpdate, void, undefined> {
  const { signal, timeoutMs = DEFAULT_TIMEOUT_MS, schedule = geometricSchedule() } = options;
  const runtime = runtimeOf(options.runtime);
  const deadline = new Deadline(runtime, checkedTimeoutMs(timeoutMs));
  const clock = new ServerClock(runtime);
  let id = idOf(target);
  let request: LipsyncRequest | undefined;
  let polls = 0;
  let faults = 0;

  while (true) {
    if (signal?.aborted) throw new WaitAbortedError(id, request, signal.reason);
    const reading = await poll(client, id, { limitMs: deadline.pollLimitMs(), signal }, runtime);
    if (signal?.aborted) throw new WaitAbortedError(id, request, signal.reason);
    polls += 1;
    const previous = request?.status;
    if (reading.ok) {
      faults = 0;
      request = reading.data;
      id = request.id;
      clock.observe(reading.date, reading.roundTripMs);
    } else {
      faults += 1;
      if (!mayRecover(reading.error, deadline.waitedMs())) throw reading.error;
    }

    const { roundTripMs } = reading;
    const elapsedMs = clock.ageMs(request?.created_at, deadline.waitedMs());
    const planned = checkedDelayMs(schedule({ elapsedMs, roundTripMs, polls, random: runtime.random() }));
    const ownMs = Math.max(planned, faultBackoffMs(faults));
    // A hint of next to nothing must not make a loop without a pause.
    const leastMs = Math.min(ownMs, SHORTEST_HINT_MS);
    const delayMs = reading.retryAfterMs === undefined ? ownMs : Math.max(reading.retryAfterMs, leastMs);
    const wake = deadline.wakeAfter(delayMs, roundTripMs, delayMs === reading.retryAfterMs);

    if (request && request.status !== previous) {
      const ended = isTerminal(request.status);
      const nextPollMs = ended ? undefined : wake.inMs;
      yield { request, elapsedMs, waitedMs: deadline.waitedMs(), polls, nextPollMs };
      if (ended) return;
    }
    await nap(wake.inMs - (runtime.monotonic() - wake.decidedAt), signal, runtime, id, request);
    if (wake.last) {
      const cause = reading.ok ? undefined : reading.error;
      throw new WaitTimeoutError({ id, request, waitedMs: deadline.waitedMs(), cause });
    }
  }
}

async function poll(
  client: RetrievingClient,
  id: string,
  limits: { limitMs: number; signal: AbortSignal | undefined },
  runtime: Runtime,
): Promise<Reading<LipsyncRequest>> {
  return asRequest(
    await read((signal) => client.lipsync.requests.retrieve(id, { signal, maxRetries: 0 }), limits, runtime),
  );
}

/** A request may be a moment away from being visible, so 404 counts only once the wait is ten seconds old. */
function mayRecover(error: unknown, waitedMs: number): boolean {
  return statusOf(error) === 404 ? waitedMs < FRESH_MS : isTransient(error);
}

function faultBackoffMs(faults: number): number {
  return faults === 0 ? 0 : Math.min(FAULT_BACKOFF_MS * 2 ** (faults - 1), FAULT_BACKOFF_CAP_MS);
}

async function nap(
  ms: number,
  signal: AbortSignal | undefined,
  runtime: Runtime,
  id: string,
  request: LipsyncRequest | undefined,
): Promise<void> {
  try {
    if (ms > 0) await runtime.sleep(ms, signal);
  } catch (error) {
    if (!signal?.aborted) throw error;
    throw new WaitAbortedError(id, request, signal.reason);
  }
}
