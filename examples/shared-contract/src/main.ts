import { serve } from '@hono/node-server';
import { fastifyApp } from './fastify-app.js';
import { honoApp } from './hono-app.js';
import { createService } from './service.js';

const port = Number(process.env['PORT'] ?? 3000);
const service = createService();

if (process.argv[2] === 'fastify') await fastifyApp(service).listen({ port, host: '127.0.0.1' });
else serve({ fetch: honoApp(service).fetch, port, hostname: '127.0.0.1' });
console.log(`http://127.0.0.1:${port}/health (npm start -- fastify for the other framework)`);
