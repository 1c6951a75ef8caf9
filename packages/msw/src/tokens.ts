import { Refusal } from './refusal.js';

/** What the mocked service knows about one token. */
export interface TokenSettings {
  /** What `users.getCurrent` answers. Default `My API Token`. */
  name?: string;
  /** Calls are refused with 401 `unauthorized`. */
  revoked?: boolean;
  /** New jobs are refused with 412 `token limit reached`. */
  exhausted?: boolean;
}

/** Who makes a call. */
export interface Caller {
  /** What the caller's jobs are kept under. */
  account: string;
  name: string;
  exhausted: boolean;
}

/** Tokens by their value. Without any, every token that is not empty is accepted, and all are one account. */
export type Tokens = Readonly<Record<string, TokenSettings>> | undefined;

/** The account of jobs that no call made: that of the first token. */
export function defaultAccount(tokens: Tokens): string {
  return tokens ? (Object.keys(tokens)[0] ?? '') : '';
}

/**
 * Finds out who calls.
 *
 * @throws Refusal with the 401 that names what is wrong
 */
export function authenticate(headers: Headers, tokens: Tokens): Caller {
  const token = tokenOf(headers);
  if (token === '') throw new Refusal('missing_token');
  if (!tokens) return { account: '', name: 'My API Token', exhausted: false };
  const settings = tokens[token];
  if (!settings) throw new Refusal('invalid_token');
  if (settings.revoked) throw new Refusal('unauthorized');
  return { account: token, name: settings.name ?? 'My API Token', exhausted: settings.exhausted ?? false };
}

function tokenOf(headers: Headers): string {
  const key = headers.get('x-api-key');
  if (key !== null) return key.trim();
  const authorization = headers.get('authorization');
  if (authorization === null) throw new Refusal('missing_authorization_header');
  const bearer = /^Bearer(?:\s+(.*))?$/i.exec(authorization.trim());
  if (!bearer) throw new Refusal('invalid_authorization_format');
  return bearer[1] ?? '';
}
