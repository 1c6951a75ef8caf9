import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { lockDirectory, lockPath } from '../src/database/lock.js';
import { ownToken } from '../src/own-token.js';
import { startApi } from './support/api.js';
import { temporaryDirectory } from './support/temporary.js';

const HOLDER = `require('net').createServer(() => {}).listen({ path: process.argv[1], backlog: 1 }, () => console.log())`;

test.runIf(process.platform === 'linux')('a lock whose holder is too busy to answer stays held', async () => {
  const directory = await temporaryDirectory();
  const path = lockPath(directory);
  const holder = spawn(process.execPath, ['-e', HOLDER, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void holder.kill('SIGKILL'));
  await once(holder.stdout, 'data');
  holder.kill('SIGSTOP');
  const waiting = Array.from({ length: 4 }, () => connect(path).on('error', () => undefined));
  onTestFinished(() => waiting.forEach((socket) => void socket.destroy()));
  await expect(lockDirectory(directory, () => {})).rejects.toMatchObject({ code: 'data_dir_in_use' });
  expect(existsSync(path)).toBe(true);
});

test.runIf(process.platform !== 'win32')(
  'a lock whose holder was killed opens at once, to one of those who try',
  async () => {
    const directory = await temporaryDirectory();
    const path = lockPath(directory);
    const holder = spawn(process.execPath, ['-e', HOLDER, path], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(holder.stdout, 'data');
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    expect(existsSync(path)).toBe(true);
    const locks = await Promise.allSettled(Array.from({ length: 6 }, () => lockDirectory(directory, () => {})));
    const held = locks.flatMap((lock) => (lock.status === 'fulfilled' ? [lock.value] : []));
    expect(held).toHaveLength(1);
    await held[0]!.release();
  },
);

test('processes that start together on one data directory have one token', async () => {
  const api = await startApi();
  onTestFinished(api.close);
  const directory = await temporaryDirectory();
  const start = () => Promise.all(Array.from({ length: 6 }, () => ownToken(api.database, directory)));
  const tokens = new Set(await start());
  expect(tokens.size).toBe(1);

  // What a death in the middle of writing it may have left.
  await writeFile(join(directory, 'token'), '');
  const [token] = await start();
  expect(token).toMatch(/^cham_/);
  expect(await ownToken(api.database, directory)).toBe(token);
});
