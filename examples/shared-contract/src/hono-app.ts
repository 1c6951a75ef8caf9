import { type OperationHandlers, operationTable } from '@chamelaion/contract';
import { Hono } from 'hono';
import { dispatch } from './dispatch.js';
import type { Caller } from './service.js';

/** The service as a Hono app. Routes come from the contract's operation table. */
export function honoApp(service: OperationHandlers<Caller>): Hono {
  const app = new Hono();
  for (const { id, method, path, body: kind } of Object.values(operationTable)) {
    app.on(method, path.replace(/\{(\w+)\}/g, ':$1'), async (context) => {
      const body =
        kind === 'json'
          ? await context.req.json().catch(() => undefined)
          : kind
            ? await context.req.parseBody()
            : undefined;
      const token = context.req.header('x-api-key');
      const call = { operation: id, path: context.req.param(), query: context.req.query(), body, token };
      const reply = await dispatch(service, call);
      return Response.json(reply.body, { status: reply.status });
    });
  }
  return app;
}
