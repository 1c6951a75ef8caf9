import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawTalkingHead, type TalkingHeadOptions } from '@chamelaion/engine/testing';
import { synthesize, writeWav } from '@chamelaion/speech';
import { onTestFinished } from 'vitest';

/** A folder of the test's own, removed when it is done. */
export function folder(): { path: (name: string) => string; list: () => string[] } {
  const root = mkdtempSync(join(tmpdir(), 'chamelaion-engine-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return { path: (name) => join(root, name), list: () => readdirSync(root).sort() };
}

/** Writes a voice that says a sentence; gives its length in seconds. */
export async function speak(path: string, text = 'Bob, my papa, may be mowing.', pitch = 40): Promise<number> {
  const { pcm, sampleRate } = await synthesize(text, { voice: 'en', rate: 170, pitch });
  await writeWav(path, pcm, sampleRate);
  return pcm.length / sampleRate;
}

/** Draws a small head that says a sentence (with its sound); gives its true opening. */
export async function head(
  output: string,
  options: Partial<TalkingHeadOptions> & { says?: string } = {},
): Promise<Float32Array> {
  const { says = 'Hello, we are open.', ...rest } = options;
  const speech = await synthesize(says, { voice: 'en-us+f2', rate: 165 });
  const { opening, width } = speech.mouthAt(rest.fps ?? 25);
  await drawTalkingHead({ output, pcm: speech.pcm, sampleRate: speech.sampleRate, opening, width, size: 256, ...rest });
  return rest.opening ?? opening;
}
