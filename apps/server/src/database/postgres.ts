import pg from 'pg';
import type { Database, Queryable } from './database.js';

/** How long a query waits for a connection before the call that needs it is answered with 503. */
const CONNECT_TIMEOUT_MS = 5_000;
/** How long a statement may take; one that takes longer is lost on a server or network that fell silent. */
const QUERY_TIMEOUT_MS = 30_000;

/** Connects to PostgreSQL. Connections are made as needed and again after the server was away. */
export function openPostgres(url: string, onError: (error: Error) => void): Database {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'chamelaion-server',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    keepAlive: true,
    max: 10,
  });
  pool.on('error', onError);
  return {
    exclusive: false,
    knownTokens: undefined,
    ...queryable(pool),
    async transaction(work) {
      const client = await pool.connect();
      let broken: Error | undefined;
      const note = (error: Error) => {
        broken = error;
      };
      client.on('error', note);
      try {
        await client.query('BEGIN');
        const result = await work(queryable(client));
        await client.query('COMMIT');
        return result;
      } catch (error) {
        if (isSilence(error)) note(error);
        else await client.query('ROLLBACK').catch(note);
        throw error;
      } finally {
        client.off('error', note);
        client.release(broken);
      }
    },
    close: () => pool.end(),
  };
}

/** Whether no answer came in time: the connection must not be used again. */
const isSilence = (error: unknown): error is Error => error instanceof Error && error.message === 'Query read timeout';

function queryable(runner: pg.Pool | pg.PoolClient): Queryable {
  return {
    async query<Row>(sql: string, params?: unknown[]): Promise<Row[]> {
      const values = params && params.length > 0 ? params : undefined;
      const result = (await runner.query(sql, values)) as pg.QueryResult | pg.QueryResult[];
      const last = Array.isArray(result) ? result.at(-1) : result;
      return (last?.rows ?? []) as Row[];
    },
  };
}
