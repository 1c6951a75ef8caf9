import type { Agent } from 'undici';
import { randomId } from '../billing/reference.js';
import type { Settings } from '../settings.js';
import { type FormField, multipartBody } from '../uploads/multipart.js';
import { nodeSource } from '../uploads/node-sources.js';
import type { Uploadable } from '../uploads/uploadable.js';
import { version } from '../version.js';
import { environmentOptions } from './environment.js';
import type { Platform } from './platform.js';

/** The limits of Node's own dispatcher, in milliseconds: for connecting, and for the answer and pauses in it. */
const NODE_CONNECT_MS = 10_000;
const NODE_ANSWER_MS = 300_000;

/** Whether Node's own dispatcher would cut a call short, or wait too long to connect. Uploads may take any time. */
const needsAgent = (body: unknown, connectTimeout: number, limits: Settings): boolean =>
  connectTimeout !== NODE_CONNECT_MS ||
  body instanceof ReadableStream ||
  Math.max(limits.timeout ?? 0, limits.answerTimeout ?? 0, limits.bodyTimeout ?? 0) > NODE_ANSWER_MS;

/** One connection pool for each connect timeout, shared by all clients. Its other limits are off: the client has its own. */
const agents = new Map<number, Agent>();

async function agentFor(connectTimeout: number): Promise<Agent> {
  const { Agent } = await import('undici');
  const timeout = Number.isFinite(connectTimeout) ? connectTimeout : 0;
  const agent = agents.get(connectTimeout) ?? new Agent({ headersTimeout: 0, bodyTimeout: 0, connect: { timeout } });
  agents.set(connectTimeout, agent);
  return agent;
}

/** A dispatcher that the program set for every fetch, such as a proxy or a mock; Node's own default is an `Agent`. */
function hasGlobalDispatcher(): boolean {
  const current = (globalThis as Record<symbol, unknown>)[Symbol.for('undici.globalDispatcher.1')];
  return current !== undefined && (current as object).constructor.name !== 'Agent';
}

const NOT_CONNECTED = new Set(
  'ECONNREFUSED ENOTFOUND EAI_AGAIN EHOSTUNREACH ENETUNREACH EADDRNOTAVAIL UND_ERR_CONNECT_TIMEOUT'.split(' '),
);
/** A certificate that is not accepted today is not accepted in a second. */
const NOT_TRUSTED = /CERT|SELF_SIGNED|UNABLE_TO|^ERR_TLS|^ERR_SSL/;

/** Which address refused, as the system says it; a host with several has one error for each. */
const refused = (said = 'connect ECONNREFUSED'): string =>
  `Connection error: ${said}: nothing listens there. Is the service running, and the base URL right?`;

/** A proxy that does not lead to the service. */
const NO_TUNNEL = /^Proxy response .* HTTP Tunneling$/;

/** Node: uploads are streamed from files, and connecting has a time limit of its own. */
export const platform: Platform = {
  extraHeaders: { 'user-agent': `chamelaion-js/${version}` },

  defaults: environmentOptions,

  async form(fields, files) {
    const given = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null);
    const parts = await Promise.allSettled(
      given.map(async ([name, value]): Promise<FormField> => {
        return [name, files.includes(name) ? await nodeSource(name, value as Uploadable) : String(value)];
      }),
    );
    const ready = parts.flatMap((part) => (part.status === 'fulfilled' ? [part.value] : []));
    const refused = parts.find((part) => part.status === 'rejected');
    if (!refused) return multipartBody(ready, `chamelaion-${randomId()}`);
    for (const [, source] of ready) if (typeof source !== 'string') source.release();
    throw refused.reason;
  },

  send({ url, method, headers, settings }, body, signal) {
    const { fetch = globalThis.fetch, fetchOptions, connectTimeout = NODE_CONNECT_MS } = settings;
    const init: RequestInit & { duplex?: 'half'; dispatcher?: unknown } = {
      ...fetchOptions,
      method,
      headers,
      signal,
      // Anything else makes Node keep a copy of the whole body, to be able to send it again elsewhere.
      redirect: 'error',
    };
    if (body !== undefined) init.body = body;
    if (body instanceof ReadableStream) init.duplex = 'half';
    const isForeign = settings.fetch || fetchOptions?.dispatcher || hasGlobalDispatcher();
    if (isForeign || !needsAgent(body, connectTimeout, settings)) return fetch(url, init);
    return agentFor(connectTimeout).then((dispatcher) => fetch(url, { ...init, dispatcher } as RequestInit));
  },

  diagnose({ code = '', syscall, message, errors }) {
    const isUntrusted = NOT_TRUSTED.test(code);
    const isConnecting = isUntrusted || syscall === 'connect' || NOT_CONNECTED.has(code) || NO_TUNNEL.test(message);
    return {
      isTimeout: code === 'UND_ERR_CONNECT_TIMEOUT',
      init: {
        isRetryable: !isUntrusted,
        ...(isConnecting && { phase: 'connect' }),
        ...(code === 'ECONNREFUSED' && { message: refused(message || errors?.[0]?.message) }),
      },
    };
  },
};
