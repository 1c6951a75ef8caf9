import { readFileSync } from 'node:fs';

/** The version of this package, read from its package.json one folder above the built file. */
export const version: string = readVersion();

function readVersion(): string {
  for (const up of ['../package.json', '../../package.json']) {
    try {
      const found = JSON.parse(readFileSync(new URL(up, import.meta.url), 'utf8')) as {
        name?: string;
        version: string;
      };
      if (found.name === '@chamelaion/cli') return found.version;
    } catch {}
  }
  return '0.0.0';
}
