import { createHmac, timingSafeEqual } from 'node:crypto';

/** Makes and checks the signed, expiring links to outputs. */
export interface OutputLinks {
  /** An address for a stored output, good for at least the configured time. */
  urlOf(key: string): string;
  /** Whether a link is good, has expired, or was never given out. */
  check(file: string, query: { expires?: unknown; signature?: unknown }): 'valid' | 'expired' | 'unknown';
}

const HOUR_SECONDS = 3600;

/**
 * Output links of the form `BASE/outputs/REQUEST/LEASE.mp4?expires=SECONDS&signature=HMAC`. Expiry is rounded up to a
 * full hour, so that polling gives the same link again.
 */
export function outputLinks(key: string, baseUrl: () => string, hours: number): OutputLinks {
  const sign = (file: string, expires: number) =>
    createHmac('sha256', key).update(`${file}\n${expires}`).digest('base64url');
  return {
    urlOf(storageKey) {
      const file = storageKey.replace(/^outputs\//, '');
      const soonest = Date.now() / 1000 + hours * HOUR_SECONDS;
      const expires = Math.ceil(soonest / HOUR_SECONDS) * HOUR_SECONDS;
      return `${baseUrl()}/outputs/${file}?expires=${expires}&signature=${sign(file, expires)}`;
    },
    check(file, { expires, signature }) {
      const until = Number(expires);
      if (!Number.isSafeInteger(until) || typeof signature !== 'string') return 'unknown';
      const given = Buffer.from(signature);
      const right = Buffer.from(sign(file, until));
      if (given.length !== right.length || !timingSafeEqual(given, right)) return 'unknown';
      return until * 1000 > Date.now() ? 'valid' : 'expired';
    },
  };
}
