import { genericTemplate } from '../face/canonical.js';
import type { Landmarks } from '../face/mesh.js';
import { fitPose, type Pose, toPicture } from '../face/pose.js';
import type { I420 } from '../media/i420.js';
import { type HeadSharpness, headSharpness } from './head-sharpness.js';
import { mouthTone } from './mouth-tone.js';

const COLUMNS = 20;
const ROWS = 14;

/** How the mouth of one frame looks, for comparing frames. */
export interface MouthLook {
  /** Luma around the mouth, 20 × 14, seen straight. */
  readonly thumb: Float32Array;
  /** How sharp the head around it is, see {@link headSharpness}. */
  readonly sharpness: HeadSharpness;
  /** Colours around the mouth, see {@link mouthTone}. */
  readonly tone: Float32Array;
}

const generic = genericTemplate();

/** Where the thumbnail's values are taken, in the head's own space. */
const GRID = grid(0.75, 0.55);

/** Looks at the mouth of a face with the given landmarks. */
export function mouthLook(picture: I420, landmarks: Landmarks): MouthLook {
  const pose = fitPose(landmarks, generic);
  return {
    thumb: sampleBlocks(picture, pose, GRID),
    sharpness: headSharpness(picture, landmarks),
    tone: mouthTone(picture, landmarks),
  };
}

/** Points of a flat grid around the mouth. */
function grid(width: number, height: number): Float32Array {
  const centre = [0, 1, 2].map((k) => (generic[3 * 13 + k]! + generic[3 * 14 + k]!) / 2);
  const points = new Float32Array(COLUMNS * ROWS * 3);
  for (let y = 0; y < ROWS; y++)
    for (let x = 0; x < COLUMNS; x++) {
      const at = [(x / (COLUMNS - 1) - 0.5) * width, (y / (ROWS - 1) - 0.42) * height, 0];
      points.set(
        at.map((offset, k) => centre[k]! + offset),
        3 * (y * COLUMNS + x),
      );
    }
  return points;
}

/** Mean luma of the 3 × 3 pixels around each point. */
function sampleBlocks({ data, width, height }: I420, pose: Pose, canonical: Float32Array): Float32Array {
  const points = toPicture(pose, canonical);
  const out = new Float32Array(points.length / 3);
  for (let i = 0; i < out.length; i++)
    for (let dy = -1; dy <= 1; dy++) {
      const row = width * pixel(points[3 * i + 1]! + dy, height);
      for (let dx = -1; dx <= 1; dx++) out[i]! += data[row + pixel(points[3 * i]! + dx, width)]! / 9;
    }
  return out;
}

/** The pixel in which a coordinate lies, or the nearest. */
const pixel = (at: number, size: number): number => Math.max(0, Math.min(size - 1, Math.round(Math.fround(at) - 0.5)));
