import type { ApiClient } from '../context/client.js';

/** A flag of an `api` command: one parameter or body field of the operation. */
export interface ApiFlag {
  /** As typed: `--reference-id`. */
  flag: string;
  /** The field's name on the wire. */
  name: string;
  in: 'path' | 'query' | 'body';
  kind: 'string' | 'integer' | 'boolean' | 'file' | 'json';
  required: boolean;
  choices: readonly string[] | null;
  description: string;
  /** The value that the contract's own example gives it, as JSON. */
  example: string | null;
}

/** What an operation is called with. */
export interface ApiInput {
  path: Record<string, unknown>;
  query: Record<string, unknown>;
  body: Record<string, unknown>;
  options: { signal: AbortSignal };
}

/** One operation of the contract as a command. */
export interface ApiCommand {
  /** The client's resource: `lipsync.requests`. */
  resource: string;
  /** The client's method: `retrieve`. */
  method: string;
  summary: string;
  description: string;
  /** Whether it needs a key. */
  auth: boolean;
  flags: readonly ApiFlag[];
  run(client: ApiClient, input: ApiInput): PromiseLike<unknown>;
}
