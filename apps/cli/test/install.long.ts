import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { sampleMedia } from '@chamelaion/sample';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { testFolder } from './support/media.js';
import { cleanEnv } from './support/program.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const CLIENT_SIDE = ['packages/contract', 'packages/core', 'packages/polling', 'apps/cli'];
const ALL = [...CLIENT_SIDE, 'packages/engine', 'apps/server'];
const LARGEST_INSTALL_BYTES = 5_000_000;
const tarballs = new Map<string, string>();
let removePacked = async () => {};

beforeAll(async () => {
  const { folder, remove } = await testFolder();
  removePacked = remove;
  for (const place of ALL) {
    const target = path.join(folder, path.basename(place));
    mkdirSync(target);
    execFileSync('pnpm', ['pack', '--pack-destination', target], { cwd: path.join(root, place), stdio: 'pipe' });
    tarballs.set(place, path.join(target, readdirSync(target)[0] as string));
  }
});

afterAll(() => removePacked());

/** Installs the packed packages with npm into an empty folder. */
async function install(places: string[]): Promise<string> {
  const { folder, remove } = await testFolder();
  onTestFinished(remove);
  writeFileSync(path.join(folder, 'package.json'), '{"private":true}');
  const files = places.map((place) => tarballs.get(place) as string);
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', ...files], {
    cwd: folder,
    stdio: 'pipe',
  });
  return folder;
}

function chamelaion(cwd: string, args: string[]): { code: number; stdout: string; stderr: string } {
  const bin = path.join(cwd, 'node_modules', '.bin', 'chamelaion');
  const env = cleanEnv(cwd, { CHAMELAION_DATA_DIR: path.join(cwd, 'data') });
  try {
    return { code: 0, stdout: execFileSync(bin, args, { cwd, env, encoding: 'utf8', stdio: 'pipe' }), stderr: '' };
  } catch (error) {
    const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string };
    return { code: status, stdout, stderr };
  }
}

function bytesUnder(folder: string): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((total, entry) => {
    const at = path.join(folder, entry.name);
    return total + (entry.isDirectory() ? bytesUnder(at) : entry.isFile() ? statSync(at).size : 0);
  }, 0);
}

describe('installed from the packed tarballs with npm', () => {
  it('the program alone is small, runs, and says how to add the local service', async () => {
    const cwd = await install(CLIENT_SIDE);
    const bytes = bytesUnder(path.join(cwd, 'node_modules'));
    console.log(`The CLI with its dependencies takes ${(bytes / 1e6).toFixed(2)} MB.`);
    expect(bytes).toBeLessThanOrEqual(LARGEST_INSTALL_BYTES);
    expect(chamelaion(cwd, ['--version'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
    for (const words of [['serve'], ['list', '--local']]) {
      expect(chamelaion(cwd, words)).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('npm install @chamelaion/server'),
      });
    }
  });

  it('all of them dub a video on this computer', async () => {
    const cwd = await install(ALL);
    expect(chamelaion(cwd, ['--version']).code).toBe(0);
    const { video, audio } = await sampleMedia({ size: 256, says: 'Hello there.', dub: 'Good morning.' });
    const { code, stdout, stderr } = chamelaion(cwd, ['sync', video, audio, '-o', 'dubbed.mp4', '--local']);
    expect([code, stdout], stderr).toEqual([0, 'dubbed.mp4\n']);
    expect(statSync(path.join(cwd, 'dubbed.mp4')).size).toBeGreaterThan(10_000);
  });
});
