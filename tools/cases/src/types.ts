import type { KnownLipsyncStatus, SchemaName } from '@chamelaion/contract';

/** What the service thinks of a token. */
export type TokenKind = 'valid' | 'revoked' | 'unknown' | 'exhausted';

/** A lip sync request that exists before the case begins. */
export interface GivenRequest {
  /** The name by which `{{name.id}}` and the like refer to it. */
  as: string;
  reference_id?: string;
  /** Default `queued`. A completed one has an output_url, a failed one an error_message. */
  status?: KnownLipsyncStatus;
  /** The request belongs to another account than the caller's. */
  of?: 'other';
}

/** The state of the service before the case begins. */
export interface GivenState {
  /** Existing requests, the oldest first, each created later than the one before. */
  requests?: GivenRequest[];
  /** The token that the case's calls carry. Default `valid`. */
  token?: TokenKind;
  /** The caller has used up its requests of this minute. */
  rateLimited?: boolean;
  /** The most bytes an upload may have. */
  uploadLimitBytes?: number;
  /** Every call fails in this way. */
  fault?: 'internal_error' | 'service_unavailable';
}

/** One part of a multipart form: a plain field, or a file with text or with a number of filler bytes. */
export type CaseFormPart =
  | { name: string; value: string }
  | { name: string; filename?: string; contentType: string; text: string }
  | { name: string; filename?: string; contentType: string; bytes: number };

/** One HTTP request. At most one of `json`, `text` and `form`. */
export interface CaseRequest {
  method: string;
  path: string;
  auth?: 'bearer' | 'apiKey' | 'none';
  headers?: Record<string, string>;
  json?: unknown;
  text?: string;
  form?: CaseFormPart[];
}

/** What has to come back. */
export interface CaseAnswer {
  status: number;
  json: unknown;
  /** The type of the contract that the body must be valid for. Every error is checked as an `ErrorResponse`. */
  schema?: SchemaName;
  headers?: Record<string, string>;
}

/** A request with its answer, whose body later exchanges refer to as `{{as.field}}`. */
export interface CaseExchange {
  as?: string;
  request: CaseRequest;
  expect: CaseAnswer;
}

/** One case of `spec/cases`. */
export interface SpecCase {
  /** A sentence that says what holds. */
  name: string;
  given?: GivenState;
  /** Exchanges that come first. */
  before?: CaseExchange[];
  request: CaseRequest;
  expect: CaseAnswer;
}
