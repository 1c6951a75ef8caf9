import { type OperationHandlers, operationTable, schemas } from '@chamelaion/contract';
import Fastify, { type FastifyInstance, type FastifyRequest, type FastifySchema } from 'fastify';
import { dispatch } from './dispatch.js';
import type { Caller } from './service.js';

/** The service as a Fastify app. Answers are serialised by the contract's JSON Schemas. */
export function fastifyApp(service: OperationHandlers<Caller>): FastifyInstance {
  const app = Fastify();
  app.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, bytes: Buffer) => {
      const headers = { 'content-type': request.headers['content-type'] ?? '' };
      const form = await new Response(new Uint8Array(bytes), { headers }).formData();
      return Object.fromEntries(form.entries());
    },
  );
  const answers: FastifySchema = { response: { 200: schemas.LipsyncRequest } };
  for (const { id, method, path } of Object.values(operationTable)) {
    app.route({
      method,
      url: path.replace(/\{(\w+)\}/g, ':$1'),
      schema: id === 'lipsync.requests.retrieve' ? answers : {},
      handler: async (request, answer) => {
        const token = request.headers['x-api-key'];
        const reply = await dispatch(service, {
          operation: id,
          path: request.params as Record<string, string>,
          query: request.query as Record<string, string>,
          body: request.body,
          token: typeof token === 'string' ? token : undefined,
        });
        return answer.status(reply.status).send(reply.body);
      },
    });
  }
  return app;
}
