import type { Agent } from 'undici';
import { uuid } from '../billing/reference.js';
import { type FormField, multipartBody } from '../uploads/multipart.js';
import { nodeSource } from '../uploads/node-sources.js';
import { version } from '../version.js';
import type { Platform } from './platform.js';

/** One connection pool for each connect timeout, shared by all clients; its own time limits are off, the client has its own. */
const agents = new Map<number, Promise<Agent>>();

function agentFor(connectTimeout: number): Promise<Agent> {
  let agent = agents.get(connectTimeout);
  if (!agent) {
    agent = import('undici').then(
      (undici) =>
        new undici.Agent({
          headersTimeout: 0,
          bodyTimeout: 0,
          connect: { timeout: connectTimeout === Number.POSITIVE_INFINITY ? 0 : connectTimeout },
        }),
    );
    agents.set(connectTimeout, agent);
  }
  return agent;
}

/** A dispatcher that the program set for every fetch, such as a proxy or a mock; Node's own default is an `Agent`. */
function hasGlobalDispatcher(): boolean {
  const current = (globalThis as Record<symbol, unknown>)[Symbol.for('undici.globalDispatcher.1')];
  return current !== undefined && (current as object).constructor.name !== 'Agent';
}

/** Node: uploads are streamed from files, and connecting has a time limit. */
export const platform: Platform = {
  extraHeaders: { 'user-agent': `chamelaion-js/${version}` },
  isPublic: false,

  async form(fields, files) {
    const parts: FormField[] = [];
    for (const [name, value] of Object.entries(fields)) {
      if (value === undefined || value === null) continue;
      parts.push([name, files.includes(name) ? await nodeSource(name, value as never) : String(value)]);
    }
    return multipartBody(parts, `chamelaion-${uuid()}`);
  },

  async send(url, request) {
    const { fetchOptions, body } = request;
    const ownAgent = !request.fetch && !fetchOptions?.dispatcher && !hasGlobalDispatcher();
    const init = {
      ...fetchOptions,
      ...(ownAgent ? { dispatcher: await agentFor(request.connectTimeout) } : {}),
      ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
      method: request.method,
      headers: request.headers,
      body,
      signal: request.signal,
      // Anything else makes Node keep a copy of the whole body, to be able to send it again elsewhere.
      redirect: 'error',
    } as RequestInit;
    return (request.fetch ?? globalThis.fetch)(url, init);
  },
};
