import type { FastifyInstance } from 'fastify';
import { ApiError } from '../errors/api-error.js';
import type { Service } from '../service.js';

/** Serves `/ready` (can requests be taken now?) and `/metrics` (Prometheus). */
export function serveHealth(app: FastifyInstance, service: Service): void {
  app.get('/ready', async () => {
    await service.database.query('SELECT 1').catch((cause) => {
      throw new ApiError('service_unavailable', { retryAfterSeconds: 5, cause });
    });
    return { status: 'ready' };
  });

  app.get('/metrics', async (_request, reply) => {
    return reply.type(service.metrics.contentType).send(await service.metrics.text());
  });
}
