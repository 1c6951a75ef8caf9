import { environments, operationTable } from '@chamelaion/contract';
import { delay, type HttpHandler, http } from 'msw';
import { FaultQueue, type Faults } from './faults.js';
import { IdempotencyKeys } from './idempotency.js';
import { JobStore, type Jobs } from './jobs.js';
import { answerOutput, outputsPattern, outputUrl } from './outputs.js';
import type { RecordedRequest } from './recorder.js';
import { respond, type Service } from './respond.js';
import { defaultScript, type JobScript, type ScriptSubject } from './script.js';
import { defaultAccount, type TokenSettings } from './tokens.js';

/** How the mocked service behaves. */
export interface CreateHandlersOptions {
  /** Where it answers. Default: the production, staging and local URLs of the contract. */
  baseURL?: string;
  /** How long each answer takes, in milliseconds. Default 0. */
  latencyMs?: number;
  /** How new jobs advance. Default: queued at the first look, processing at the second, then completed. */
  jobs?: JobScript | ((job: ScriptSubject) => JobScript);
  /** The tokens that exist; jobs are seen only by the token that made them. Default: any token is accepted. */
  tokens?: Readonly<Record<string, TokenSettings>>;
  /** The most bytes the body of a call may have. Default: no limit. */
  maxUploadBytes?: number;
  /** What an output URL answers with. Default: a few bytes that are no video. */
  output?: Uint8Array;
}

/** A mocked service: handlers for Mock Service Worker, and what a test steers and asserts with. */
export interface MockApi {
  /** Give these to `setupServer` or `setupWorker`. */
  handlers: HttpHandler[];
  /** The jobs, to look at and to steer. */
  jobs: Jobs;
  /** What goes wrong next. */
  faults: Faults;
  /** Every request so far, the oldest first. Requests for outputs are not among them. */
  requests: readonly RecordedRequest[];
  /** Forgets jobs, faults, idempotency keys and recorded requests. */
  reset(): void;
}

/**
 * Makes a mocked Chamelaion API that keeps state: jobs that are started can be listed and retrieved, and advance as
 * they are looked at.
 *
 * @example
 * ```ts
 * const api = createHandlers({ jobs: [{ status: 'queued', polls: 2 }, { status: 'completed' }] });
 * const server = setupServer(...api.handlers);
 * server.listen({ onUnhandledRequest: 'error' });
 * ```
 */
export function createHandlers(options: CreateHandlersOptions = {}): MockApi {
  const { latencyMs = 0, jobs: script = defaultScript, tokens } = options;
  const scriptFor = typeof script === 'function' ? script : () => script;
  const service = {
    jobs: new JobStore(scriptFor, outputUrl, defaultAccount(tokens)),
    faults: new FaultQueue(),
    keys: new IdempotencyKeys(),
    requests: [],
    tokens,
    maxUploadBytes: options.maxUploadBytes ?? Number.POSITIVE_INFINITY,
  } satisfies Service as Service;
  const bases = options.baseURL ? [options.baseURL] : Object.values(environments);
  const handlers = bases.flatMap((base) => handlersFor(service, base.replace(/\/+$/, ''), latencyMs));
  const output = new Uint8Array(options.output ?? new TextEncoder().encode('a mocked video'));
  return {
    handlers: [...handlers, http.get(outputsPattern, ({ request }) => answerOutput(request, output))],
    jobs: service.jobs,
    faults: service.faults,
    requests: service.requests,
    reset() {
      service.jobs.clear();
      service.faults.clear();
      service.keys.clear();
      service.requests.length = 0;
    },
  };
}

/** Everything under the base URL; and where that ends in `/api`, the operations without it, as the server answers them. */
function handlersFor(service: Service, base: string, latencyMs: number): HttpHandler[] {
  const under = (root: string) => {
    const prefix = new URL(root).pathname.replace(/\/$/, '');
    return async ({ request }: { request: Request }) => {
      // Even a delay of 0 would wait for a timer, which a test with fake timers would have to advance.
      if (latencyMs > 0) await delay(latencyMs);
      return respond(service, request, new URL(request.url).pathname.slice(prefix.length));
    };
  };
  const bare = base.replace(/\/api$/, '');
  const paths = bare === base ? [] : [...new Set(Object.values(operationTable).map(({ path }) => path))];
  return [
    http.all(`${base}/*`, under(base)),
    ...paths.map((path) => http.all(bare + path.replace(/\{(\w+)\}/g, ':$1'), under(bare))),
  ];
}
