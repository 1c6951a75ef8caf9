import { lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector } from 'undici';
import { ServerError } from '../errors/server-error.js';
import type { AddressPolicy } from './address-policy.js';

const CONNECT_TIMEOUT_MS = 5_000;

/**
 * An HTTP agent that connects to no address the policy refuses. The check is made on the very address that is then
 * connected to, so a name that resolves differently the second time gains nothing.
 */
export function checkedAgent(policy: AddressPolicy, timeouts: { headersMs: number; bodyMs: number }): Agent {
  const checkedLookup: LookupFunction = (host, options, callback) => {
    lookup(host, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      const refused = addresses.find(({ address }) => !policy.allows(host, address));
      const [first] = addresses;
      if (refused || !first) return callback(refusal(host), '', 0);
      if (options.all) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
  };
  const connect = buildConnector({ timeout: CONNECT_TIMEOUT_MS, lookup: checkedLookup });
  return new Agent({
    connect: (options, callback) => {
      const host = options.hostname.replace(/^\[|\]$/g, '');
      if (isIP(host) && !policy.allows(host, host)) return callback(refusal(host), null);
      connect(options, callback);
    },
    headersTimeout: timeouts.headersMs,
    bodyTimeout: timeouts.bodyMs,
  });
}

const refusal = (host: string) =>
  new ServerError('address_refused', `${host} is not a public address; ALLOW_PRIVATE_URLS can allow it.`);
