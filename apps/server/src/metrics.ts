import type { FastifyReply, FastifyRequest } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from './database/database.js';

/** What the server counts, for Prometheus. */
export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
  /** Counts an answered call. */
  observe(request: FastifyRequest, reply: FastifyReply): void;
  /** Counts a job's ending: `completed`, `failed`, `retried`, `waiting` or `returned`. */
  jobEnded(outcome: string, seconds: number): void;
}

/** Makes the metrics of one service. */
export function makeMetrics(database: Database): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const calls = new Histogram({
    name: 'chamelaion_http_request_seconds',
    help: 'Time to answer a call.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10, 60],
    registers,
  });
  const endings = new Counter({
    name: 'chamelaion_jobs_ended_total',
    help: 'Times that a job was completed, failed, retried after an engine failure, put off as the disk or the storage failed, or returned to the queue.',
    labelNames: ['outcome'],
    registers,
  });
  const durations = new Histogram({
    name: 'chamelaion_job_seconds',
    help: 'Time that a worker spent on a job.',
    buckets: [1, 5, 15, 60, 300, 900, 3600],
    registers,
  });
  new Gauge({
    name: 'chamelaion_requests',
    help: 'Unfinished lip sync requests by status.',
    labelNames: ['status'],
    registers,
    async collect() {
      // Without a database the other figures are still worth having.
      this.reset();
      const rows = await database
        .query<{ status: string; count: number }>(
          `SELECT status, count(*)::int AS count FROM chamelaion.requests
           WHERE status IN ('queued', 'processing') GROUP BY status`,
        )
        .catch(() => undefined);
      if (!rows) return;
      const counts = new Map(rows.map(({ status, count }) => [status, count]));
      for (const status of ['queued', 'processing']) this.set({ status }, counts.get(status) ?? 0);
    },
  });
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    observe(request, reply) {
      const route = request.routeOptions.url ?? 'none';
      const labels = { method: request.method, route, status: String(reply.statusCode) };
      calls.observe(labels, reply.elapsedTime / 1000);
    },
    jobEnded(outcome, seconds) {
      endings.inc({ outcome });
      durations.observe(seconds);
    },
  };
}
