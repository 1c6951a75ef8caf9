import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawTalkingHead, type TalkingHeadOptions } from '@chamelaion/engine/testing';
import { type Speech, synthesize, writeWav } from '@chamelaion/speech';
import { onTestFinished, vi } from 'vitest';

// Loading the models alone takes seconds on a busy machine.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

/** A folder of the test's own, removed when it is done. */
export function folder(): { path: (name: string) => string; list: () => string[] } {
  const { path, list, remove } = makeFolder();
  onTestFinished(remove);
  return { path, list };
}

/** A folder that {@link remove} removes. */
export function makeFolder(): { path: (name: string) => string; list: () => string[]; remove: () => void } {
  const root = mkdtempSync(join(tmpdir(), 'chamelaion-engine-'));
  return {
    path: (name) => join(root, name),
    list: () => readdirSync(root).sort(),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** Writes a voice that says a sentence; gives its length in seconds. */
export async function speak(path: string, text: string): Promise<number> {
  const { pcm, sampleRate } = await synthesize(text, { voice: 'en', rate: 180, pitch: 40 });
  await writeWav(path, pcm, sampleRate);
  return pcm.length / sampleRate;
}

/** What the drawn heads say, with the mouth that goes with it. */
export function saying(text: string): Promise<Speech> {
  return synthesize(text, { voice: 'en-us+f2', rate: 180 });
}

/** Draws a small head that says a sentence (with its sound); gives its true opening. */
export async function head(
  output: string,
  text: string,
  options: Partial<TalkingHeadOptions> = {},
): Promise<Float32Array> {
  const speech = await saying(text);
  const { opening, width } = speech.mouthAt(25);
  await drawTalkingHead({ output, ...speech, opening, width, size: 192, ...options });
  return opening;
}
