import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, resultOfPage } from '@chamelaion/browser';
import { outputText, startMockService } from '@chamelaion/mock-service';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundle } from '../src/bundle.js';
import { run } from '../src/command.js';
import { installConsumer } from '../src/consumer.js';
import { installRuntime, type RuntimeName } from '../src/installed.js';
import { type Tried, writeMatrix } from '../src/matrix.js';

const everything = {
  health: 'ok',
  name: 'My API Token',
  waited: 'completed',
  listed: 2,
  error: 'lipsync request not found',
};
const withFiles = { ...everything, file: outputText };

let folder: string;
const tried: Tried[] = [];
beforeAll(async () => {
  folder = await installConsumer(['msw@2.15.0']);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  if (process.env['CHAMELAION_WRITE_MATRIX'] === '1') writeMatrix('runtimes', tried);
});

/** Runs a consumer against a fresh service and gives what it saw. */
async function consume(program: string, args: string[]): Promise<unknown> {
  const service = await startMockService();
  try {
    const { code, stdout, printed } = await run(program, args, {
      cwd: folder,
      env: { ...process.env, CHAMELAION_BASE_URL: service.baseURL, NODE_OPTIONS: '' },
    });
    if (code !== 0) return printed;
    return JSON.parse(stdout.trim().split('\n').at(-1)!);
  } finally {
    service.close();
  }
}

async function versionOf(program: string): Promise<string> {
  const { stdout } = await run(program, ['--version']);
  return /\d+[.-]\d+[\d.-]*/.exec(stdout)?.[0] ?? 'unknown';
}

const current = `Node ${process.versions.node.split('.')[0]}`;
const nodes = new Map<string, string | undefined>([[current, process.execPath]]);
for (const name of ['Node 22', 'Node 24'] as const) {
  if (!nodes.has(name)) nodes.set(name, await installRuntime(name));
}

for (const [name, program] of nodes) {
  test.skipIf(!program)(`${name} runs the ES modules and the CommonJS build`, async () => {
    expect(await consume(program!, ['esm.mjs'])).toEqual(withFiles);
    expect(await consume(program!, ['cjs.cjs'])).toEqual(everything);
    tried.push({ what: name, version: await versionOf(program!), how: 'ES modules and CommonJS' });
  });
}

const others: [RuntimeName, string[]][] = [
  ['Bun', ['run', 'esm.mjs']],
  ['Deno', ['run', '--allow-all', '--node-modules-dir=manual', 'esm.mjs']],
];
for (const [name, args] of others) {
  const program = await installRuntime(name);
  test.skipIf(!program)(`${name} runs the ES modules`, async () => {
    expect(await consume(program!, args)).toEqual(withFiles);
    tried.push({ what: name, version: await versionOf(program!), how: 'ES modules, files included' });
  });
}

const workerd = await installRuntime('workerd');
test.skipIf(!workerd)('workerd runs the browser build', async () => {
  const worker = path.join(folder, 'worker');
  mkdirSync(worker, { recursive: true });
  writeFileSync(path.join(worker, 'worker.js'), await bundle(folder, 'worker.mjs', ['workerd', 'worker', 'browser']));
  writeFileSync(path.join(worker, 'config.capnp'), workerConfig);
  const service = await startMockService();
  const server = spawn(workerd!, ['serve', '--socket-addr=http=127.0.0.1:0', '--control-fd=3', 'config.capnp'], {
    cwd: worker,
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
  });
  try {
    const [message] = (await once(server.stdio[3]!, 'data')) as [Buffer];
    const { port } = JSON.parse(String(message).split('\n')[0]!) as { port: number };
    const response = await fetch(`http://127.0.0.1:${port}/?baseURL=${encodeURIComponent(service.baseURL)}`);
    expect(await response.json()).toEqual(everything);
    tried.push({ what: 'workerd', version: await versionOf(workerd!), how: 'bundled, browser build' });
  } finally {
    server.kill('SIGKILL');
    service.close();
  }
});

const workerConfig = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      modules = [(name = "worker", esModule = embed "worker.js")],
      compatibilityDate = "2025-01-01",
    )),
    (name = "internet", network = (allow = ["public", "private"])),
  ],
  sockets = [(name = "http", address = "*:0", http = (), service = "main")],
);
`;

const page = { type: 'text/html', body: '<!doctype html><script type="module" src="/page.js"></script>' };
const script = (body: string) => ({ type: 'text/javascript', body });

test.skipIf(!chromium)('Chromium runs the browser build', async () => {
  const bundled = await bundle(folder, 'page.mjs', ['browser']);
  const service = await startMockService({}, { '/': page, '/page.js': script(bundled) });
  try {
    expect(await resultOfPage(`${service.origin}/`)).toEqual(everything);
    tried.push({ what: 'Chromium', version: await versionOf(chromium!), how: 'bundled, browser build' });
  } finally {
    service.close();
  }
});

test.skipIf(!chromium)('the mock handlers of @chamelaion/msw work in Chromium', async () => {
  const worker = readFileSync(path.join(folder, 'node_modules/msw/lib/mockServiceWorker.js'), 'utf8');
  const host = await startMockService(
    {},
    {
      '/': page,
      '/page.js': script(await bundle(folder, 'mocked-page.mjs', ['browser'])),
      '/mockServiceWorker.js': script(worker),
    },
  );
  try {
    expect(await resultOfPage(`${host.origin}/`)).toMatchObject({ ...everything, video: 'pictures' });
  } finally {
    host.close();
  }
});
