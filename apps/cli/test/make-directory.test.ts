import { mkdtemp, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeDirectory } from '../src/config/make-directory.js';

const temporary = () => mkdtemp(join(tmpdir(), 'chamelaion-cli-'));

test('a directory is made with those above it, once or twice', async () => {
  const directory = join(await temporary(), 'one', 'two');
  await makeDirectory(directory);
  await makeDirectory(directory);
  expect((await stat(directory)).isDirectory()).toBe(true);
});

test('a directory that cannot be made is told at once, also where the file system takes none', async () => {
  const file = join(await temporary(), 'file');
  await writeFile(file, '');
  const places = [file, join(file, 'below'), ...(process.platform === 'linux' ? ['/proc/chamelaion/below'] : [])];
  for (const place of places) {
    await expect(makeDirectory(place)).rejects.toMatchObject({ code: 'directory_unusable', exitCode: 2 });
  }
});
