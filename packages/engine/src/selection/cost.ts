import type { MouthTarget } from './mouth-target.js';
import type { Person } from './person.js';

/** A mouth that opens too little shows more than one that opens too much. */
const UNDERSHOOT = 2.6;

/**
 * Share of the widest opening from which lips count as parted where they shall be closed; less where the voice has them
 * meet, as a gap is then seen against the sound.
 */
const PARTED = 0.25;
const PARTED_FOR_VOICE = 0.16;

/** Share of the widest opening at which the slit between lips that shall be closed is wide, and its cost then. */
const SLIT = 0.08;
const SLIT_COST = 0.5;

/** Cost of a fresh cut between two source frames, besides how different they look. */
const JUMP = 0.55;
/** RMS of the mouths' thumbnails, in grey levels, that costs 1. */
const LOOK_UNIT = 25;

/** A mouth sharper than the head it is shown on can be blurred, a blurred one not be made sharp; small differences are the codec's. */
const SHARPER = 0.2;
const BLURRED = 1.2;
const LIKE = 0.15;

function unlike(log: number): number {
  return (log < 0 ? BLURRED : SHARPER) * Math.max(0, Math.abs(log) - LIKE);
}

/** How badly the mouth of frame `place` fits the target when it is shown on frame `base` of the same person. */
export function misfit(person: Person, target: MouthTarget, base: number, place: number): number {
  const { range, shapes, yaw, pitch, logScale, logSharpness } = person;
  const shape = shapes[place]!;
  let opening = (shape.opening - target.opening) / range.openMax;
  if (opening < 0 && !range.still) opening *= UNDERSHOOT;
  const width = (shape.width - target.width) / (range.widthHigh - range.widthLow + 1e-3);
  const turn = (yaw[place]! - yaw[base]!) ** 2 + (pitch[place]! - pitch[base]!) ** 2;
  const scale = Math.abs(logScale[place]! - logScale[base]!);
  const [lent, shown] = [logSharpness[place]!, logSharpness[base]!];
  const softness = unlike(lent[0] - shown[0]) + unlike(lent[1] - shown[1]);
  const parted = target.opening === 0 ? PARTED_FOR_VOICE : PARTED;
  const open = target.closed && shape.opening > parted * range.openMax ? 2 : 0;
  const gap = (shape.opening - target.opening) / (SLIT * range.openMax);
  const slit = target.closed ? SLIT_COST * Math.max(0, Math.min(1, gap)) : 0;
  return 7 * opening * opening + 1.1 * Math.min(9, width * width) + 14 * turn + 1.5 * scale + softness + open + slit;
}

/**
 * Cost of showing the mouth of frame `place` right after that of frame `previous`; infinite where it is known without
 * comparing the two that it is not below `most`.
 */
export function unrest(person: Person, previous: number, place: number, most: number): number {
  const step = place - previous;
  const cut = step === 1 ? 0 : step === 0 ? 0.25 : step === 2 || step === -1 ? 0.15 : JUMP;
  if (cut >= most) return Number.POSITIVE_INFINITY;
  if (step === 1) return 0;
  return cut + difference(person.face.looks[previous]!.thumb, person.face.looks[place]!.thumb) / LOOK_UNIT;
}

function difference(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return Math.sqrt(sum / a.length);
}
