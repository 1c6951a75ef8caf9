import type { TokenIdentity } from '../store/tokens.js';

/** Runs SQL, one statement with `$1` parameters at a time; without parameters several may be chained by `;`. */
export interface Queryable {
  /** The rows of the (last) statement. */
  query<Row = Record<string, unknown>>(sql: string, params?: unknown[]): Promise<Row[]>;
}

/** The one database of a service: PGlite in the data directory, or PostgreSQL. Both speak the same SQL. */
export interface Database extends Queryable {
  /** Whether this process alone has it open, so that whatever looks in progress at start is left from a death. */
  readonly exclusive: boolean;
  /** Tokens that were found before, by hash; only where no other process can change them. */
  readonly knownTokens: Map<string, TokenIdentity> | undefined;
  /** Runs `work` in a transaction: committed when it resolves, rolled back when it rejects. */
  transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
