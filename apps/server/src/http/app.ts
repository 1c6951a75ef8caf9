import { randomUUID } from 'node:crypto';
import cors from '@fastify/cors';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import type { Service } from '../service.js';
import { serveDocs } from './docs.js';
import { answerExpectation, answerMalformedHttp, lacksHost, sendFailure } from './failures.js';
import { makeHandlers } from './handlers.js';
import { serveHealth } from './health.js';
import { registerNotFound } from './not-found.js';
import { registerOperations } from './operations.js';
import { serveOutputs } from './outputs.js';

/** A connection on which nothing moves for this long is closed. */
const IDLE_CONNECTION_MS = 120_000;
/** A caller that was refused in the middle of an upload may go on sending for this long before it is cut off. */
const DRAIN_MS = 60_000;
/** Longest id in a path; the server's header limit comes before it. */
const MAX_ID_LENGTH = 16_384;

/** Builds the HTTP API on a service. The same routes answer with and without the prefix `/api`. */
export async function buildApp(service: Service): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: service.log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    rewriteUrl: ({ url = '/' }) => (url.startsWith('/api/') ? url.slice('/api'.length) : url),
    routerOptions: { maxParamLength: MAX_ID_LENGTH },
    connectionTimeout: IDLE_CONNECTION_MS,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    frameworkErrors: (error, request, reply) => void sendFailure(error, request, reply),
    clientErrorHandler: answerMalformedHttp,
    http: { requireHostHeader: false },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));
  app.setErrorHandler(sendFailure);

  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    if (lacksHost(request.raw)) return void reply.code(400).send({ error: 'bad request' });
    done();
  });
  app.server.on('checkExpectation', answerExpectation);
  app.addHook('onResponse', (request, reply, done) => {
    service.metrics.observe(request, reply);
    request.log.info({ status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, routeName(request));
    if (!request.raw.complete) cutOffLater(request.raw);
    done();
  });
  await app.register(cors, {
    origin: service.config.corsOrigins,
    exposedHeaders: ['Date', 'Retry-After', 'ETag', 'Content-Range', 'x-request-id'],
    maxAge: 600,
    strictPreflight: false,
    hideOptionsRoute: true,
  });

  registerNotFound(app);
  registerOperations(app, service, makeHandlers(service));
  serveOutputs(app, service);
  serveHealth(app, service);
  serveDocs(app);
  return app;
}

/** Without the query, which may hold a signature, and without ids. */
function routeName(request: { method: string; routeOptions: { url?: string | undefined } }): string {
  return `${request.method} ${request.routeOptions.url ?? '(no route)'}`;
}

function cutOffLater(incoming: NodeJS.ReadableStream & { destroy(): void }): void {
  incoming.resume();
  const timer = setTimeout(() => incoming.destroy(), DRAIN_MS);
  timer.unref();
  incoming.once('close', () => clearTimeout(timer));
}
