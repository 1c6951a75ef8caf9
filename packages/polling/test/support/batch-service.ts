import type { LipsyncRequest, LipsyncRequestListParams } from '@chamelaion/contract';
import { StatusError } from './clients.js';
import type { VirtualRuntime } from './virtual-runtime.js';

export interface ServiceJob {
  id: string;
  endsMs: number;
  ends?: 'completed' | 'failed';
  reference_id?: string;
}

const START = Date.parse('2026-01-01T00:00:00Z');

/** The service in memory, on virtual time: every call takes 50 ms. Faults are switched on by the test. */
export class BatchService {
  readonly calls: { kind: 'retrieve' | 'list'; atMs: number; id?: string; offset?: number }[] = [];
  /** Throws in place of an answer. */
  fault: (call: { kind: 'retrieve' | 'list'; id?: string; count: number }) => Error | undefined = () => undefined;
  /** Entries of others, newer than all of ours. */
  newerOthers = 0;
  /** Ids that the list leaves out. */
  readonly hidden = new Set<string>();

  constructor(
    readonly runtime: VirtualRuntime,
    readonly jobs: ServiceJob[],
  ) {}

  readonly client = {
    lipsync: {
      requests: {
        retrieve: (id: string) =>
          this.#call({ kind: 'retrieve', id }, () => {
            const job = this.jobs.find((candidate) => candidate.id === id || candidate.reference_id === id);
            if (!job) throw new StatusError(404, new Headers());
            return this.#read(job);
          }),
        list: ({ limit = 20, offset = 0, reference_id }: LipsyncRequestListParams = {}) =>
          this.#call({ kind: 'list', offset }, () => {
            const others = reference_id === undefined ? this.newerOthers : 0;
            const ours = this.jobs.filter(
              (job) => !this.hidden.has(job.id) && (reference_id === undefined || job.reference_id === reference_id),
            );
            const total = others + ours.length;
            const data = [];
            for (let at = offset; at < Math.min(offset + limit, total); at += 1) {
              data.push(this.#read(at < others ? { id: `other-${at}`, endsMs: 0 } : ours[at - others]!));
            }
            return { data, pagination: { limit, offset, total } };
          }),
      },
    },
  };

  /** The most calls in any 60 seconds. */
  peakPerMinute(): number {
    const times = this.calls.map((call) => call.atMs);
    return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 60_000).length));
  }

  async #call<T>(call: { kind: 'retrieve' | 'list'; id?: string; offset?: number }, make: () => T): Promise<T> {
    this.runtime.pass(50);
    this.calls.push({ ...call, atMs: this.runtime.monotonic() });
    const fault = this.fault({ ...call, count: this.calls.length });
    if (fault) throw fault;
    return make();
  }

  #read({ id, endsMs, ends = 'completed', reference_id }: ServiceJob): LipsyncRequest {
    const status = this.runtime.monotonic() >= endsMs ? ends : 'processing';
    return {
      id,
      status,
      created_at: new Date(START).toISOString(),
      ...(reference_id !== undefined && { reference_id }),
      ...(status === 'completed' && { output_url: `https://storage.example.com/${id}.mp4` }),
      ...(status === 'failed' && { error_message: 'video URL is not accessible' }),
    };
  }
}
