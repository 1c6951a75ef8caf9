import type { ChamelaionError } from '@chamelaion/contract';

/** Why a connection was refused. */
export const NOTHING_LISTENS = 'nothing listens there';

const REASONS: Record<string, string> = {
  ECONNREFUSED: NOTHING_LISTENS,
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'its name cannot be looked up',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ETIMEDOUT: 'it does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'it does not answer',
  UND_ERR_SOCKET: 'the connection was cut',
  EHOSTUNREACH: 'there is no way to that host',
  ENETUNREACH: 'there is no network',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not trusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not trusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is not trusted',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS, so its URL begins with http://',
  EPROTO: 'it does not speak TLS, so its URL begins with http://',
};

/** One sentence about a service that could not be reached. */
export function networkText(error: ChamelaionError, baseUrl: string | undefined): string {
  const who = baseUrl ? `The service at ${baseUrl}` : 'The service';
  if (error.code === 'timeout') return `${who} did not answer in time.`;
  const reason = networkReason(error) ?? error.message.replace(/^Connection error: /, '').trim();
  return `${who} cannot be reached: ${reason}.`.replace(/\.\.$/, '.');
}

/** Why a host could not be reached, in a few words, where it is one of the usual reasons. */
export function networkReason(error: unknown): string | undefined {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const { code, message } = at as { code?: unknown; message: string };
    if (typeof code === 'string' && code in REASONS) return REASONS[code];
    if (message === 'bad port') return 'its port is one that the fetch standard forbids';
  }
  return undefined;
}
