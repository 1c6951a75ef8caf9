import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { sampleMedia } from '@chamelaion/sample';
import { expect, onTestFinished, test } from 'vitest';
import { run, temporaryFolder } from './program.js';

/** The server of this project on a free port, with an empty data directory. */
async function startServer(): Promise<NodeJS.ProcessEnv> {
  const bin = path.join(
    path.dirname(fileURLToPath(import.meta.resolve('@chamelaion/server/package.json'))),
    'dist/bin.js',
  );
  const args = [bin, 'serve', '--port', '0', '--data-dir', temporaryFolder(), '--json'];
  const server = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = new Promise((resolve) => server.once('close', resolve));
  onTestFinished(async () => {
    server.kill('SIGTERM');
    await closed;
  });
  const [line] = (await once(createInterface({ input: server.stdout }), 'line')) as [string];
  const { url, token } = JSON.parse(line) as { url: string; token: string };
  return { ...process.env, CHAMELAION_BASE_URL: url, CHAMELAION_API_KEY: token };
}

test('the script dubs a real video on a real server', async () => {
  const { video, audio } = await sampleMedia({ size: 256, says: 'Hello, hello.', dub: 'Bob, my papa!' });
  const output = path.join(temporaryFolder(), 'dubbed.mp4');
  const program = run('node-script/dub.ts', [video, audio, output], await startServer());
  expect(await program.ended, program.printed()).toBe(0);
  expect(readFileSync(output).toString('latin1', 4, 8)).toBe('ftyp');
  expect(statSync(output).size).toBeGreaterThan(10_000);
});
