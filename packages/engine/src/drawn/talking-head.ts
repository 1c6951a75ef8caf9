import { InvalidArgumentError } from '../errors/invalid-argument.js';
import { Canvas } from './canvas.js';
import { drawFilm } from './film.js';
import type { HeadState } from './head-shape.js';
import { type LookName, looks } from './looks.js';
import { paintPerson, wall } from './person.js';

export interface TalkingHeadOptions {
  /** Path of the MP4 to write. */
  readonly output: string;
  /** The sound, mono, −1..1. Leave out for a silent film. */
  readonly pcm?: Float32Array;
  /** Samples a second of `pcm`; default 16000. */
  readonly sampleRate?: number;
  /** Mouth opening of each frame, 0 closed to 1 wide open: the ground truth. Its length sets the film's. */
  readonly opening: Float32Array;
  /** Mouth width of each frame, 0 rounded to 1 spread; default 0.5 throughout. */
  readonly width?: Float32Array;
  /** Frames a second; default 25. */
  readonly fps?: number;
  /** Side of the square picture in pixels, even; default 512. */
  readonly size?: number;
  /** Who is drawn; default 'amber'. `null` draws the wall alone. */
  readonly look?: LookName | null;
  /** Radians the head is turned to its left, on top of its own small movements; default 0. */
  readonly yaw?: number;
}

/**
 * Writes a film of a head drawn from the canonical face mesh that speaks with exactly the given mouth: footage without
 * a real person in it, with exact ground truth.
 *
 * @example
 * const opening = Float32Array.from({ length: 75 }, (_, i) => Math.max(0, Math.sin(i / 2)));
 * await drawTalkingHead({ output: 'head.mp4', opening });
 */
export async function drawTalkingHead(options: TalkingHeadOptions): Promise<void> {
  const { output, opening, pcm, sampleRate = 16000, fps = 25, size = 512 } = options;
  if (size % 2 !== 0 || size < 64) throw new InvalidArgumentError(`size must be an even number ≥ 64, got ${size}`);
  const paint = headPainter(options);
  await drawFilm({
    output,
    frames: opening.length,
    fps,
    paint,
    ...(pcm && { sound: { sampleRate, channels: [pcm] } }),
  });
}

/** Draws frame `i` of a talking head. */
export function headPainter(options: Omit<TalkingHeadOptions, 'output' | 'pcm'>): (frame: number) => Canvas {
  const { opening, width, fps = 25, size = 512, look = 'amber', yaw = 0 } = options;
  const person = look && looks[look];
  const backdrop = wall(size, size, (person ?? looks.amber).wall);
  return (frame) => {
    const canvas = new Canvas(size, size);
    canvas.data.set(backdrop.data);
    const state = headState(frame / fps, opening[frame]!, width?.[frame] ?? 0.5, yaw);
    if (person) paintPerson(canvas, person, state, size / 2 + state.yaw * 0.04 * size, size * 0.46, size * 0.0315);
    return canvas;
  };
}

/** The head's own slow sway and its blinks at time `t` (seconds). */
function headState(t: number, opening: number, width: number, yaw: number): HeadState {
  const sinceBlink = (t + 1.1) % 3.1;
  return {
    opening,
    width,
    blink: sinceBlink < 0.24 ? Math.sin((sinceBlink / 0.24) * Math.PI) : 0,
    yaw: yaw + 0.12 * Math.sin(t * 1.5) + 0.03 * Math.sin(t * 4.1),
    pitch: 0.045 * Math.sin(t * 2.2 + 0.6),
    roll: 0.03 * Math.sin(t * 1.1 + 2),
  };
}
