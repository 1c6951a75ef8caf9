import type { TokenIdentity } from '../store/tokens.js';
import type { UploadedForm } from './form.js';

/** What a handler knows of a call beyond its parameters and body. */
export interface CallContext {
  /** The caller's token; absent for operations without authentication. */
  token: TokenIdentity | undefined;
  /** Whether the token's budget is used up; only known of billed operations. */
  isSpent: boolean;
  /** The Idempotency-Key header. */
  idempotencyKey: string | undefined;
  /** Tells this body from any other; only with an Idempotency-Key. */
  fingerprint: string | undefined;
  /** The uploaded files of a multipart body, which lie on this machine's disk. */
  form: UploadedForm | undefined;
}
