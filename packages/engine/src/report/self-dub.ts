import { dub } from '../dub.js';
import type { LipsyncReport } from '../lipsync-report.js';
import type { Direction } from '../prepare.js';
import type { MouthTarget } from '../selection/mouth-target.js';
import type { TargetInput } from '../selection/targets.js';

/** Frames on either side of a frame whose mouths may not be used for it. */
const BANNED = 15;

/** Opening, relative to the eye distance, below which the source's lips count as closed. */
const CLOSED = 0.012;

/**
 * Dubs a film with its own mouths: the target is what the mouth really did, but each frame must borrow from frames at
 * least {@link BANNED} away. The source is then the truth the result can be compared with.
 */
export function selfDub(options: { readonly video: string; readonly output: string }): Promise<LipsyncReport> {
  const direction: Direction = { targets: ownMouths, allowed: (base, place) => Math.abs(base - place) > BANNED };
  return dub({ ...options, audio: options.video }, direction);
}

function ownMouths({ film, cast, moments }: TargetInput): MouthTarget[] {
  return moments.map(({ frame }) => {
    const person = cast[film.shots.findIndex((shot) => frame >= shot.start && frame < shot.end)];
    const shape = person?.shapes[person.places.get(frame) ?? -1];
    return shape ? { ...shape, closed: shape.opening < CLOSED } : { opening: 0, width: 0, closed: false };
  });
}
