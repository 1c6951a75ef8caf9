import { spawnSync } from 'node:child_process';
import { expect, onTestFinished, test } from 'vitest';
import { engine, startProcess } from './support/process.js';
import { temporaryDirectory } from './support/temporary.js';

const SECRET = 'a-secret-of-the-server';
const isolation = '--die-with-parent --unshare-all --ro-bind / / --dev /dev --proc /proc';
const hasSandbox = spawnSync('bwrap', [...isolation.split(' '), 'true']).status === 0;

/** What an engine that was taken over gets to see. */
async function spoils(sandbox?: (dataDir: string) => string) {
  const dataDir = await temporaryDirectory();
  const server = await startProcess('serve', {
    CHAMELAION_DATA_DIR: dataDir,
    CHAMELAION_ENGINE_MODULE: engine('spy'),
    S3_SECRET_ACCESS_KEY: SECRET,
    ...(sandbox && { CHAMELAION_ENGINE_SANDBOX: sandbox(dataDir) }),
  });
  onTestFinished(async () => void (await server.end('SIGKILL')));
  const id = await server.caller.submit({ dataDir, url: `${server.url}/health` });
  const { output_url, error_message } = await server.caller.finished(id);
  if (!output_url) throw new Error(error_message);
  const seen = (await (await fetch(output_url)).json()) as { environments: string; token: string; reached: boolean };
  return { ...seen, sawSecret: seen.environments.includes(SECRET), sawToken: seen.token.trim() === server.token };
}

test.skipIf(!hasSandbox)('an engine in the sandbox of docs/operations.md sees its own job, and no secret', async () => {
  const files = '--ro-bind {video} {video} --ro-bind {audio} {audio} --bind {work} {work}';
  const inside = await spoils((dataDir) => `bwrap ${isolation} --tmpfs ${dataDir} ${files}`);
  expect(inside).toMatchObject({ sawSecret: false, token: '', reached: false });
  const outside = await spoils();
  expect(outside).toMatchObject({ sawSecret: true, sawToken: true, reached: true });
});
