import { ChamelaionError, isTerminal, type LipsyncRequest } from '@chamelaion/contract';
import { type JobScript, type ScriptStep, type ScriptSubject, stepAt } from './script.js';

/** There is no job of that id or reference_id. */
export class UnknownJobError extends ChamelaionError {
  static override readonly errorName = 'UnknownJobError';
}

/** A job that a test puts in place itself. */
export interface NewJob {
  reference_id?: string;
  /** How it goes on. Default: `queued` for ever. */
  script?: JobScript;
  /** The token whose account it belongs to; matters only where `tokens` are given. Default: the first of them. */
  token?: string;
}

/** The jobs of the mocked service. An id may be a request id or a reference_id, of which the newest counts. */
export interface Jobs {
  /** Puts a job in place, as if it had been accepted just now. */
  add(job?: NewJob): LipsyncRequest;
  /** Every job as it stands, the oldest first. Does not count as a look. */
  all(): LipsyncRequest[];
  /** A job as it stands. Does not count as a look. Throws `UnknownJobError`. */
  get(id: string): LipsyncRequest;
  /** Ends a job well, whatever its script says. Throws `UnknownJobError`. */
  complete(id: string, output?: { output_url?: string }): LipsyncRequest;
  /** Ends a job badly, whatever its script says. Throws `UnknownJobError`. */
  fail(id: string, message?: string): LipsyncRequest;
}

interface Job {
  request: LipsyncRequest;
  account: string;
  script: JobScript;
  looks: number;
}

const waiting: JobScript = [{ status: 'queued' }];

/** Keeps the jobs and moves them along their scripts. */
export class JobStore implements Jobs {
  readonly #jobs: Job[] = [];
  readonly #scriptFor: (subject: ScriptSubject) => JobScript;
  readonly #outputUrl: (id: string) => string;
  readonly #defaultAccount: string;

  constructor(scriptFor: (subject: ScriptSubject) => JobScript, outputUrl: (id: string) => string, account: string) {
    this.#scriptFor = scriptFor;
    this.#outputUrl = outputUrl;
    this.#defaultAccount = account;
  }

  add(job: NewJob = {}): LipsyncRequest {
    return this.#insert(job.token ?? this.#defaultAccount, job.reference_id, job.script ?? waiting);
  }

  /** Takes a job that came in over the wire. */
  accept(account: string, subject: ScriptSubject): LipsyncRequest {
    return this.#insert(account, subject.reference_id, this.#scriptFor(subject));
  }

  all(): LipsyncRequest[] {
    return this.#jobs.map((job) => ({ ...job.request }));
  }

  get(id: string): LipsyncRequest {
    return { ...this.#named(id).request };
  }

  complete(id: string, output: { output_url?: string } = {}): LipsyncRequest {
    return this.#end(id, { status: 'completed', ...output });
  }

  fail(id: string, message?: string): LipsyncRequest {
    return this.#end(id, { status: 'failed', ...(message === undefined ? {} : { error_message: message }) });
  }

  /** An account's job as one more look shows it. */
  look(account: string, id: string): LipsyncRequest | undefined {
    const job = this.#find(id, (each) => each.account === account);
    return job && this.#look(job);
  }

  /** A page of an account's jobs, the newest first; every job on it is looked at. */
  page(account: string, limit: number, offset: number, referenceId?: string) {
    const mine = this.#jobs.filter(
      (job) => job.account === account && (referenceId === undefined || job.request.reference_id === referenceId),
    );
    const data = mine.reverse().slice(offset, offset + limit);
    return { data: data.map((job) => this.#look(job)), total: mine.length };
  }

  clear(): void {
    this.#jobs.length = 0;
  }

  #insert(account: string, referenceId: string | undefined, script: JobScript): LipsyncRequest {
    const request: LipsyncRequest = { id: crypto.randomUUID(), status: 'queued', created_at: now() };
    if (referenceId !== undefined) request.reference_id = referenceId;
    const job: Job = { request, account, script, looks: 0 };
    this.#move(job, stepAt(script, 0));
    this.#jobs.push(job);
    return { ...request };
  }

  #look(job: Job): LipsyncRequest {
    this.#move(job, stepAt(job.script, job.looks++));
    return { ...job.request };
  }

  #end(id: string, step: ScriptStep): LipsyncRequest {
    const job = this.#named(id);
    job.script = [step];
    this.#move(job, step);
    return { ...job.request };
  }

  #move({ request }: Job, step: ScriptStep): void {
    if (request.status === step.status) return;
    request.status = step.status;
    if (step.status !== 'queued') request.started_at ??= now();
    if (isTerminal(step.status)) request.finished_at = now();
    if (step.status === 'completed') request.output_url = step.output_url ?? this.#outputUrl(request.id);
    if (step.status === 'failed') request.error_message = step.error_message ?? 'video URL is not accessible';
  }

  #named(id: string): Job {
    const job = this.#find(id, () => true);
    if (job) return job;
    throw new UnknownJobError({
      code: 'unknown_job',
      message: `There is no job ${JSON.stringify(id)}; use the request_id of an accepted call, or its reference_id.`,
    });
  }

  #find(id: string, fits: (job: Job) => boolean): Job | undefined {
    const mine = this.#jobs.filter(fits);
    return mine.find((job) => job.request.id === id) ?? mine.findLast((job) => job.request.reference_id === id);
  }
}

function now(): string {
  return new Date().toISOString();
}
