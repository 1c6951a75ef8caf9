import { cpSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './command.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const consumers = fileURLToPath(new URL('../consumers/', import.meta.url));
const packed = ['packages/contract', 'packages/core', 'packages/polling', 'packages/msw'];

/**
 * An empty folder outside the repository, into which npm has installed the packed tarballs of all libraries together,
 * with the consumer programs beside them.
 *
 * @param extras what else npm installs there, such as `msw@2.15.0`
 */
export async function installConsumer(extras: string[] = []): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'chamelaion-consumer-'));
  const tarballs = path.join(folder, 'tarballs');
  mkdirSync(tarballs);
  for (const directory of packed) {
    await mustRun('pnpm', ['pack', '--pack-destination', tarballs], path.join(root, directory));
  }
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  const files = readdirSync(tarballs).map((file) => path.join(tarballs, file));
  await mustRun('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...files, ...extras], folder);
  cpSync(consumers, folder, { recursive: true });
  return folder;
}

async function mustRun(program: string, args: string[], cwd: string): Promise<void> {
  const { code, printed } = await run(program, args, { cwd });
  if (code !== 0) throw new TypeError(`${program} ${args.join(' ')} failed in ${cwd}:\n${printed}`);
}
