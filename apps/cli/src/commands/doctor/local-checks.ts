import { stat, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { configPath } from '../../config/paths.js';
import { readConfig } from '../../config/store.js';
import { isServerInstalled } from '../../local/server-package.js';
import { formatBytes } from '../../output/format.js';
import type { Session } from '../../program/session.js';
import type { Check, Finding } from './check.js';

const OLDEST_NODE = [20, 19] as const;
const LITTLE_DISK_BYTES = 2e9;

/** What can be checked without a network. */
export function localChecks({ context }: Session): Check[] {
  return [
    { name: 'Node.js', find: async () => nodeVersion(process.versions.node) },
    { name: 'Configuration', find: () => configuration(configPath(context), context.platform) },
    { name: 'Local service', find: localService },
    { name: 'Disk', find: () => disk([...new Set([context.cwd, tmpdir()])]) },
  ];
}

function nodeVersion(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isNew = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  return isNew
    ? { status: 'ok', detail: version }
    : { status: 'failed', detail: version, hint: `Install Node.js ${OLDEST_NODE.join('.')} or later.` };
}

async function configuration(file: string, platform: NodeJS.Platform): Promise<Finding> {
  const { profiles } = await readConfig(file);
  const found = await stat(file).catch(() => undefined);
  if (!found) return { status: 'ok', detail: 'none stored' };
  const detail = `${Object.keys(profiles).length} profile(s) in ${file}`;
  if (platform !== 'win32' && (found.mode & 0o077) !== 0) {
    return { status: 'warning', detail: `${file} can be read by others`, hint: `Run: chmod 600 ${file}` };
  }
  return { status: 'ok', detail };
}

async function localService(): Promise<Finding> {
  return isServerInstalled()
    ? { status: 'ok', detail: '@chamelaion/server is installed: serve and --local work' }
    : { status: 'skipped', detail: 'not installed; serve and --local need it: npm install @chamelaion/server' };
}

async function disk(folders: string[]): Promise<Finding> {
  const spaces = await Promise.all(
    folders.map(async (folder) => {
      const { bavail, bsize } = await statfs(folder);
      return { folder, freeBytes: bavail * bsize };
    }),
  );
  const detail = spaces.map(({ folder, freeBytes }) => `${formatBytes(freeBytes)} free in ${folder}`).join(', ');
  const isLittle = spaces.some(({ freeBytes }) => freeBytes < LITTLE_DISK_BYTES);
  return isLittle
    ? { status: 'warning', detail, hint: 'Make room before you dub large videos.' }
    : { status: 'ok', detail };
}
