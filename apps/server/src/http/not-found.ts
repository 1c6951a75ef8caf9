import { operationTable } from '@chamelaion/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../errors/api-error.js';
import { routeOf } from './operations.js';

/** Answers 405 with Allow where the route exists with other methods, 404 where it does not. */
export function registerNotFound(app: FastifyInstance): void {
  const known = Object.values(operationTable).map(({ method, path }) => {
    const pattern = routeOf(path).replace(/:\w+/g, '[^/]+');
    return { method, pattern: new RegExp(`^${pattern}$`) };
  });
  app.setNotFoundHandler((request: FastifyRequest, reply: FastifyReply) => {
    const path = request.url.split('?')[0]!;
    const methods = known.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method as string);
    if (methods.length === 0) throw new ApiError('route_not_found');
    const allowed = methods.includes('GET') ? [...methods, 'HEAD'] : methods;
    reply.header('allow', allowed.join(', '));
    throw new ApiError('method_not_allowed');
  });
}
