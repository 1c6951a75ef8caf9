import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'node:util';
import { createHandlers } from '@chamelaion/msw';
import { setupServer } from 'msw/node';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { CodeBlock } from '../src/code-blocks.js';
import { documentedBlocks } from './documents.js';

/** `run`: against a mocked service, in a folder with the files that the documents speak of. `test`: brings its own. */
const blocks = documentedBlocks().filter(({ flags }) => flags.includes('run') || flags.includes('test'));
const folder = fileURLToPath(new URL('../.cache/run/', import.meta.url));
const work = mkdtempSync(path.join(tmpdir(), 'chamelaion-docs-'));
const here = process.cwd();

beforeAll(() => {
  mkdirSync(folder, { recursive: true });
  for (const file of ['episode-42.mp4', 'episode-42.ja.wav', 'episodes/42.mp4', 'dubs/42.ja.wav', 'out/keep']) {
    mkdirSync(path.dirname(path.join(work, file)), { recursive: true });
    writeFileSync(path.join(work, file), file);
  }
  const row = 'episodes/42.mp4,dubs/42.ja.wav,out/42.ja.mp4,dub-42-ja';
  writeFileSync(path.join(work, 'episodes.csv'), `video,audio,output,reference_id\n${row}\n`);
  process.chdir(work);
  vi.stubEnv('CHAMELAION_API_KEY', 'documented');
});
afterAll(() => {
  process.chdir(here);
  vi.unstubAllEnvs();
  rmSync(work, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
});

/** The service that `run` blocks meet: the jobs that documents speak of by name have completed. */
function serviceWithJobs() {
  const { handlers, jobs } = createHandlers();
  for (const reference_id of ['dub-episode-42', 'dub-episode-43']) {
    jobs.add({ reference_id, script: [{ status: 'completed' }] });
  }
  return handlers;
}

/** What a block says it prints: comments behind `console.log(…)`, and on lines of their own right below one. */
function promisedOutput(code: string): string[] {
  const lines = code.split('\n');
  return lines.flatMap((line, index) => {
    const behind = /console\.log\(.*\);? \/\/ (.*)$/.exec(line)?.[1];
    if (behind) return [behind];
    const own = /^\s*\/\/ (.*)$/.exec(line)?.[1];
    let above = index - 1;
    while (/^\s*\/\//.test(lines[above] ?? '')) above--;
    return own && /console\.log\(/.test(lines[above] ?? '') ? [own] : [];
  });
}

async function run(block: CodeBlock): Promise<string> {
  const file = `${folder}${block.at.replace(/\W+/g, '-')}.ts`;
  writeFileSync(file, block.code);
  const server = block.flags.includes('run') ? setupServer(...serviceWithJobs()) : undefined;
  const printed: string[] = [];
  const print = (...args: unknown[]) => void printed.push(format(...args));
  const spies = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error')].map((spy) => spy.mockImplementation(print));
  server?.listen({ onUnhandledRequest: 'error' });
  try {
    await import(file);
  } finally {
    server?.close();
    for (const spy of spies) spy.mockRestore();
  }
  return printed.join('\n');
}

test('there are blocks that run', () => expect(blocks.length).toBeGreaterThan(10));

test.each(blocks)('$at runs and prints what it says', async (block) => {
  const printed = await run(block);
  for (const line of promisedOutput(block.code)) expect(printed).toContain(line);
  expect(printed).not.toMatch(/failed:/);
});
