import { Refusal } from './refusal.js';

/** Remembers which job an Idempotency-Key stands for. */
export class IdempotencyKeys {
  readonly #used = new Map<string, { fingerprint: string; requestId: string }>();

  /**
   * The job that the same key and body made before, if any.
   *
   * @throws Refusal 409 when the key came with another body
   */
  find(account: string, key: string, fingerprint: string): string | undefined {
    const before = this.#used.get(JSON.stringify([account, key]));
    if (before && before.fingerprint !== fingerprint) throw new Refusal('idempotency_conflict');
    return before?.requestId;
  }

  remember(account: string, key: string, fingerprint: string, requestId: string): void {
    this.#used.set(JSON.stringify([account, key]), { fingerprint, requestId });
  }

  clear(): void {
    this.#used.clear();
  }
}

/** A text that is equal for equal bodies, whatever the boundary of their form. */
export async function fingerprintOf(body: object): Promise<string> {
  const entries = Object.entries(body).map(async ([name, value]) => [
    name,
    value instanceof Blob ? await digest(value) : value,
  ]);
  return JSON.stringify((await Promise.all(entries)).sort());
}

async function digest(file: Blob): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
