import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config/schema.js';
import { ServerError } from '../errors/server-error.js';

/**
 * Finds out whether the server will be able to listen, before anything that takes long is done. Nothing is served.
 *
 * @throws ServerError `address_in_use`, `invalid_setting`
 */
export async function tryAddress({ host, port }: Config): Promise<void> {
  const server = createServer();
  try {
    await once(server.listen({ host, port }), 'listening');
  } catch (cause) {
    throw refusal(cause as NodeJS.ErrnoException, host, port);
  }
  server.close();
  await once(server, 'close');
}

/** Listens, and gives the base URL of the API at that address. */
export async function listen(app: FastifyInstance, { host, port }: Config): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (cause) {
    await app.close();
    throw refusal(cause as NodeJS.ErrnoException, host, port);
  }
  const address = app.server.address() as AddressInfo;
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${name}:${address.port}/api`;
}

/** Closes the listener; calls in progress get the grace time. */
export async function closeApp(app: FastifyInstance, graceSeconds: number): Promise<void> {
  const timer = setTimeout(() => app.server.closeAllConnections(), graceSeconds * 1000);
  await app.close();
  clearTimeout(timer);
}

function refusal(cause: NodeJS.ErrnoException, host: string, port: number): ServerError {
  if (cause.code === 'EADDRINUSE') {
    const message = `Port ${port} of ${host} is in use: stop what uses it, or take another port.`;
    return new ServerError('address_in_use', message, { cause });
  }
  const message = `The server cannot listen on port ${port} of ${host} (${cause.message}): set CHAMELAION_HOST and the port to what this machine allows.`;
  return new ServerError('invalid_setting', message, { cause });
}
