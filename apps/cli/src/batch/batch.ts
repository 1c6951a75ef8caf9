import type { ApiClient } from '../context/client.js';
import type { Clock } from '../context/clock.js';
import type { ExitCode } from '../errors/exit-codes.js';
import type { Patience } from '../jobs/patience.js';
import type { Session } from '../program/session.js';
import type { Journal } from './journal.js';
import type { PlannedJob } from './plan.js';
import type { StartGate } from './start-gate.js';

/** How one job of a batch ended, as far as this run is concerned. */
export interface Outcome {
  job: PlannedJob;
  /** `skipped`: an earlier run finished it. `pending`: it is not finished, and running the batch again goes on with it. */
  status: 'completed' | 'skipped' | 'failed' | 'unclear' | 'pending';
  requestId?: string | undefined;
  referenceId?: string | undefined;
  /** Why it is not completed. */
  reason?: string | undefined;
}

/** What a job is doing now, for the table. */
export type Activity = { label: string; share?: number | undefined };

/** Where the work on jobs is shown. */
export interface BatchView {
  active(job: PlannedJob, activity: Activity): void;
  ended(outcome: Outcome): void;
}

/** What all jobs of one run share. */
export interface Batch {
  session: Session;
  client: ApiClient;
  clock: Clock;
  journal: Journal;
  gate: StartGate;
  view: BatchView;
  /** How calls are tried again; `reached` notes that the service was there. */
  patience: Patience & { reached(): void };
  /** Which key is used, as a hash. */
  account: string;
  timeoutMs: number;
  retryFailed: boolean;
  /** Aborts when the user interrupts. */
  signal: AbortSignal;
  /** Set by the first error that would befall every further job; none is started after it. */
  stopped: { message: string; hint: string; exitCode: ExitCode } | undefined;
}
