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

/** The same in fish, whose offers have descriptions behind a tab. */
function fishOffers(...words: string[]): string[] {
  const ask = `source '${scripts['fish']}'; complete -C '${words.join(' ')}'`;
  const { stdout } = spawnSync('fish', ['--no-config', '-c', ask], { cwd: folder, encoding: 'utf8' });
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split('\t')[0] as string);
}

describe.each([
  { shell: 'bash', offers: bashOffers },
  { shell: 'fish', offers: fishOffers },
])('completion in $shell', ({ shell, offers }) => {
  it.skipIf(!has(shell)).each([
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
      ['bash', 'fish', 'zsh'],
    ],
  ])('of %j offers %j', (words, expected) => {
    expect(offers(...words).sort()).toEqual(expected);
  });
});

it.skipIf(!has('zsh'))('the script for zsh is one that zsh can read', () => {
  const { status, stderr } = spawnSync('zsh', ['-n', scripts['zsh'] as string], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
});
