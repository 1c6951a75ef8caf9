import { execFileSync } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const benchFolder = fileURLToPath(new URL('../../', import.meta.url));

interface Manifest {
  name: string;
  dependencies?: Record<string, string>;
}

function folderOf(name: string, from: string): string | undefined {
  const places = createRequire(path.join(from, 'package.json')).resolve.paths(name) ?? [];
  for (const place of places) {
    try {
      return realpathSync(path.join(place, name));
    } catch {}
  }
  return undefined;
}

/** The names of the packages that come with one, directly and through others. */
export function dependenciesOf(name: string): Set<string> {
  const found = new Set<string>();
  const visit = (folder: string): void => {
    const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;
    for (const dependency of Object.keys(manifest.dependencies ?? {})) {
      if (found.has(dependency)) continue;
      found.add(dependency);
      const next = folderOf(dependency, folder);
      if (next) visit(next);
    }
  };
  visit(folderOf(name, benchFolder)!);
  return found;
}

/** The bytes of a package's whole main export in a browser: bundled by esbuild, minified, gzipped. */
export async function bundleBytes(name: string): Promise<number | undefined> {
  try {
    const result = await build({
      stdin: { contents: `import client from '${name}'; globalThis.client = client;`, resolveDir: benchFolder },
      ...{ bundle: true, minify: true, write: false, format: 'esm', platform: 'browser', target: 'es2022' },
      logLevel: 'silent',
    });
    return gzipSync(result.outputFiles[0]!.contents, { level: 9 }).byteLength;
  } catch {
    return undefined;
  }
}

/** The processor time of importing a package in a fresh process, in ms: the median of several, each package in turn. */
export function importCosts(names: string[], rounds = 9): Map<string, number> {
  const costs = new Map(names.map((name) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      const program = `const before = process.cpuUsage(); await import('${name}'); const { user, system } = process.cpuUsage(before); console.log((user + system) / 1000);`;
      const printed = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
        cwd: benchFolder,
        encoding: 'utf8',
        env: { ...process.env, NODE_OPTIONS: '' },
      });
      costs.get(name)!.push(Number(printed));
    }
  }
  return new Map([...costs].map(([name, times]) => [name, times.sort((a, b) => a - b)[times.length >> 1]!]));
}
