import { setTimeout as sleep } from 'node:timers/promises';
import type { Queryable } from './database.js';

const PAUSE_MS = 100;

/**
 * Waits until no other transaction has this turn; it ends with the transaction. Asked for again and again, as a single
 * statement that waits would run into the time limit of statements where many processes start together.
 *
 * @param turn any number, the same in every process
 */
export async function takeTurn(tx: Queryable, turn: number): Promise<void> {
  for (;;) {
    const [row] = await tx.query<{ taken: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS taken', [turn]);
    if (row?.taken) return;
    await sleep(PAUSE_MS);
  }
}
