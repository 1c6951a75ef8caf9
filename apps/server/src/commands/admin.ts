import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { Database } from '../database/database.js';
import { lockPath } from '../database/lock.js';
import { ServerError, type ServerErrorCode } from '../errors/server-error.js';
import { createToken, listTokens, type NewToken, revokeToken, type Token } from '../store/tokens.js';

/** What an operator may ask for. */
export type AdminCommand = { do: 'create'; token: NewToken } | { do: 'list' } | { do: 'revoke'; id: string };

/** Answer to a command; `secret` only of a token that was just made. */
export interface AdminResult {
  tokens: Token[];
  secret?: string;
}

type Reply = { result: AdminResult } | { error: { code: ServerErrorCode; message: string } };

/** Carries a command out on a database. */
export async function runAdminCommand(db: Database, command: AdminCommand): Promise<AdminResult> {
  if (command.do === 'list') return { tokens: await listTokens(db) };
  if (command.do === 'revoke') {
    const token = await revokeToken(db, command.id);
    if (token) return { tokens: [token] };
    throw new ServerError('token_not_found', `There is no token with the id ${command.id}: see \`tokens list\`.`);
  }
  const created = await createToken(db, command.token);
  if (created) return { tokens: [created.token], secret: created.secret };
  throw new ServerError('token_exists', 'A token with this value exists already.');
}

/** Serves commands on a connection to the lock of the data directory: one JSON line each way. */
export function adminConnection(socket: Socket, database: () => Database | undefined): void {
  socket.on('error', () => undefined).unref();
  createInterface({ input: socket }).once('line', async (line) => {
    const reply = await answer(line, database());
    socket.end(`${JSON.stringify(reply)}\n`);
  });
}

async function answer(line: string, database: Database | undefined): Promise<Reply> {
  try {
    if (!database) throw new ServerError('data_dir_in_use', 'The server is starting or stopping: try again.');
    return { result: await runAdminCommand(database, JSON.parse(line) as AdminCommand) };
  } catch (error) {
    if (!ServerError.isInstance(error)) return { error: { code: 'data_dir_in_use', message: String(error) } };
    return { error: { code: error.code as ServerErrorCode, message: error.message } };
  }
}

/** How long a server may take to carry a command out. */
const ANSWER_MS = 15_000;

/** Has the server that holds a data directory carry a command out; `undefined` where none does. */
export async function askRunningServer(dataDir: string, command: AdminCommand): Promise<AdminResult | undefined> {
  if (!existsSync(dataDir)) return undefined;
  const socket = connect(lockPath(dataDir));
  const isRunning = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  if (!isRunning) return undefined;
  try {
    socket.setTimeout(ANSWER_MS, () => socket.destroy());
    socket.write(`${JSON.stringify(command)}\n`);
    for await (const line of createInterface({ input: socket })) {
      const reply = JSON.parse(line, revive) as Reply;
      if ('result' in reply) return reply.result;
      throw new ServerError(reply.error.code, reply.error.message);
    }
    throw new ServerError(
      'data_dir_in_use',
      'The server that uses this data directory ended or does not answer: try again.',
    );
  } finally {
    socket.destroy();
  }
}

const revive = (key: string, value: unknown) =>
  key.endsWith('_at') && typeof value === 'string' ? new Date(value) : value;
