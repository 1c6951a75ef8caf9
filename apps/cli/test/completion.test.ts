import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { program } from './support/program.js';

const has = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).status === 0;
const folder = mkdtempSync(path.join(tmpdir(), 'chamelaion-completion-'));
const scripts: Record<string, string> = {};

beforeAll(async () => {
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { stdout } = await program(['completion', shell], { cwd: folder });
    scripts[shell] = path.join(folder, `chamelaion.${shell}`);
    writeFileSync(scripts[shell], stdout);
  }
  writeFileSync(path.join(folder, 'episode.mp4'), '');
});

afterAll(() => rmSync(folder, { recursive: true }));

/** What bash offers after these words, the last of which is being typed. */
function bashOffers(...words: string[]): string[] {
  const line = words.map((word) => `'${word}'`).join(' ');
  const ask = `source "$1"; COMP_WORDS=(${line}); COMP_CWORD=${words.length - 1}; _chamelaion; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout } = spawnSync('bash', ['--norc', '-c', ask, 'bash', scripts['bash'] as string], {
    cwd: folder,
    encoding: 'utf8',
  });
  return stdout.split('\n').filter(Boolean);
}

describe.skipIf(!has('bash'))('completion in bash', () => {
  it.each([
    [['chamelaion', 'sy'], ['sync']],
    [['chamelaion', 'config', 'se'], ['set']],
    [['chamelaion', 'config', 'set', 'time'], ['timeout']],
    [['chamelaion', 'sync', '--ref'], ['--reference-id']],
    [['chamelaion', 'sync', '--model', ''], ['lipsync-2']],
    [['chamelaion', 'sync', 'ep'], ['episode.mp4']],
    [['chamelaion', '--profile', 'studio', 'who'], ['whoami']],
    [['chamelaion', 'api', 'lipsync.requests', 'ret'], ['retrieve']],
    [
      ['chamelaion', 'completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
  ])('of %j offers %j', (words, offers) => {
    expect(bashOffers(...words)).toEqual(offers);
  });
});

describe.each(['zsh', 'fish'])('completion in %s', (shell) => {
  it.skipIf(!has(shell))('is a script that the shell can read', () => {
    const { status, stderr } = spawnSync(shell, ['-n', scripts[shell] as string], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });
});
