import type { ChamelaionError } from '@chamelaion/contract';

const REASONS: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'its name cannot be looked up',
  ECONNRESET: 'the connection was cut',
  ETIMEDOUT: 'it does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'it does not answer',
  UND_ERR_SOCKET: 'the connection was cut',
  EHOSTUNREACH: 'there is no way to that host',
  ENETUNREACH: 'there is no network',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not trusted',
  CERT_HAS_EXPIRED: 'its certificate has expired',
};

/** One sentence about a service that could not be reached. */
export function networkText(error: ChamelaionError, baseUrl: string | undefined): string {
  const who = baseUrl ? `The service at ${baseUrl}` : 'The service';
  if (error.code === 'timeout') return `${who} did not answer in time.`;
  const code = causeCode(error);
  return `${who} cannot be reached: ${(code && REASONS[code]) ?? error.message}.`.replace(/\.\.$/, '.');
}

function causeCode(error: unknown): string | undefined {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const { code } = at as { code?: unknown };
    if (typeof code === 'string' && code in REASONS) return code;
  }
  return undefined;
}
