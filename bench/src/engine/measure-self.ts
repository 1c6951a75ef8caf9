import { rm } from 'node:fs/promises';
import { compareMouths, selfDub } from '@chamelaion/engine/testing';
import type { Clip } from './clips.js';

/** Rebuilds a clip's mouth from other moments of the clip and compares it with the truth. */
export async function measureSelf(clip: Clip, output: string): Promise<Record<string, string>> {
  try {
    await selfDub({ video: clip.video, output });
    const { ssim, psnr, sharpness, jitter } = await compareMouths(clip.video, output);
    return {
      clip: clip.name,
      'mouth SSIM (≥ .80; prototype .71–.77)': ssim.toFixed(3),
      'PSNR-Y dB (≥ 26; prototype 22–24)': psnr.toFixed(1),
      'sharpness (.9–1.1)': sharpness.toFixed(2),
      'jitter (≤ 1.05)': jitter.toFixed(2),
    };
  } finally {
    await rm(output, { force: true });
  }
}
