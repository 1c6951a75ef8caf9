import type { IncomingHttpHeaders } from 'node:http';
import type { Database } from '../database/database.js';
import { ApiError } from '../errors/api-error.js';
import { findToken, type TokenIdentity } from '../store/tokens.js';

/**
 * Finds the caller's token by `Authorization: Bearer TOKEN`, or by `x-api-key: TOKEN` where there is no Authorization.
 *
 * @throws ApiError one of the 401s, by what is wrong
 */
export async function authenticate(db: Database, headers: IncomingHttpHeaders): Promise<TokenIdentity> {
  const secret = secretOf(headers);
  if (secret === '') throw new ApiError('missing_token');
  const token = await findToken(db, secret);
  if (!token) throw new ApiError('invalid_token');
  if (token.revoked_at) throw new ApiError('unauthorized');
  return token;
}

function secretOf({ authorization, 'x-api-key': apiKey }: IncomingHttpHeaders): string {
  if (authorization !== undefined) {
    const [, scheme, secret] = /^(\S*)\s*(.*)$/.exec(authorization.trim()) ?? [];
    if (scheme?.toLowerCase() !== 'bearer') throw new ApiError('invalid_authorization_format');
    return secret ?? '';
  }
  if (apiKey === undefined) throw new ApiError('missing_authorization_header');
  return String(apiKey).trim();
}
