import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { run } from '../src/command.js';
import { installConsumer } from '../src/consumer.js';

test('the first program of the README of @chamelaion/msw passes in an empty folder', async () => {
  const folder = await installConsumer(['msw@2.15.0', 'vitest@4.1.12']);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const readme = readFileSync(new URL('../../../packages/msw/README.md', import.meta.url), 'utf8');
  writeFileSync(path.join(folder, 'readme.test.ts'), /```ts\n(.*?)```/s.exec(readme)![1]!);
  const vitest = path.join(folder, 'node_modules/vitest/vitest.mjs');
  const { code, printed } = await run(process.execPath, [vitest, 'run', '--no-color'], {
    cwd: folder,
    env: { PATH: process.env['PATH'] },
  });
  expect(printed).toMatch(/1 passed/);
  expect(code).toBe(0);
});
