import { percentile } from './percentile.js';

/** Colour distance from the clip's own median from which a part of the mouth counts as covered, and that over the usual distance. */
const FOREIGN = 10;
const UNUSUAL = 4.5;

/** Parts of the mouth that must look foreign at once: an open mouth changes the lips' colour, what is before it the chin's too. */
const LEAST_PARTS = 2;

/** What a step of luma counts beside one of chroma: light varies, skin hardly changes colour. */
const LUMA_WEIGHT = 1 / 2.2;

/** Share of a person's frames above which the unusual is usual, and nothing counts as covered. */
const MOST = 0.4;

/** Frames on either side of covered ones that are left alone too, and over which the effect then fades in. */
const CLEARANCE = 2;
const FADE = 3;

/**
 * How free the mouth is in each of a person's frames: 0 where a hand, a microphone or the like is before it, 1 where
 * nothing is, in between next to that. A single unusual frame is none.
 *
 * @param tones the colours around the mouth in each frame, see {@link mouthTone}.
 */
export function freedom(tones: readonly Float32Array[]): number[] {
  const foreign = unusual(tones);
  const covered = foreign.map((is, i) => is && (foreign[i - 1] || foreign[i + 1]) === true);
  const count = covered.filter(Boolean).length;
  if (count === 0 || count > MOST * tones.length) return tones.map(() => 1);
  const distance = new Float64Array(tones.length).fill(Number.POSITIVE_INFINITY);
  covered.forEach((is, i) => {
    if (is) distance[i] = 0;
  });
  for (let i = 1; i < distance.length; i++) distance[i] = Math.min(distance[i]!, distance[i - 1]! + 1);
  for (let i = distance.length - 2; i >= 0; i--) distance[i] = Math.min(distance[i]!, distance[i + 1]! + 1);
  return Array.from(distance, (frames) => Math.max(0, Math.min(1, (frames - CLEARANCE) / FADE)));
}

function unusual(tones: readonly Float32Array[]): boolean[] {
  const foreignParts = tones.map(() => 0);
  for (let part = 0; part < (tones[0]?.length ?? 0); part += 3) {
    const usual = [0, 1, 2].map((k) =>
      percentile(
        tones.map((tone) => tone[part + k]!),
        0.5,
      ),
    );
    const distances = tones.map((tone) =>
      Math.hypot((tone[part]! - usual[0]!) * LUMA_WEIGHT, tone[part + 1]! - usual[1]!, tone[part + 2]! - usual[2]!),
    );
    const limit = Math.max(FOREIGN, UNUSUAL * percentile(distances, 0.5));
    distances.forEach((distance, i) => {
      if (distance > limit) foreignParts[i]! += 1;
    });
  }
  return foreignParts.map((parts) => parts >= LEAST_PARTS);
}
