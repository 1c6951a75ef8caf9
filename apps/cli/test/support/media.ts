import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A folder of its own for a test, and what removes it. */
export async function testFolder(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'chamelaion-cli-')));
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

/** What the fake engine does with a made-up video. */
export interface FakeWork {
  delayMs?: number;
  /** Fail with this message. */
  fails?: string;
  /** Size of the file. */
  bytes?: number;
}

/** A file that passes for an MP4 and tells the fake engine what to do. */
export async function fakeVideo(file: string, { bytes = 2000, ...work }: FakeWork = {}): Promise<string> {
  const head = Buffer.from(`\0\0\0\x18ftypmp42\0\0\0\0mp42isom${JSON.stringify(work)}`, 'latin1');
  await writeFile(file, Buffer.concat([head, Buffer.alloc(Math.max(0, bytes - head.length))]));
  return file;
}

/** A file that passes for a WAV. */
export async function fakeVoice(file: string): Promise<string> {
  await writeFile(file, Buffer.concat([Buffer.from('RIFF\x24\0\0\0WAVEfmt ', 'latin1'), Buffer.alloc(1000)]));
  return file;
}
