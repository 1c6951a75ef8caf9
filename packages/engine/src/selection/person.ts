import type { FilmFace } from '../analysis/film.js';
import type { Landmarks } from '../face/mesh.js';
import { type MouthShape, mouthShape } from '../face/mouth-shape.js';
import { alignTrack, type Pose, pitch, toCanonical, yaw } from '../face/pose.js';
import { STEADY, smoothed } from '../face/smooth.js';
import { type FaceWeights, faceWeights } from '../render/weights.js';
import { freedom } from './covered.js';
import { percentile } from './percentile.js';
import { frontality } from './turn.js';

/** One person of a shot, ready to lend mouths: everything by the number of the face's frame, 0 its first. */
export interface Person {
  readonly face: FilmFace;
  /** Place among the face's frames by the film's frame number. */
  readonly places: ReadonlyMap<number, number>;
  readonly poses: readonly Pose[];
  /** Turn and nod from the person's usual attitude, radians. */
  readonly yaw: readonly number[];
  readonly pitch: readonly number[];
  /** Logarithms of the size of the face, and of how sharp it is in each direction. */
  readonly logScale: readonly number[];
  readonly logSharpness: readonly (readonly [across: number, down: number])[];
  /** How free the mouth is of things before it, 0..1. */
  readonly freedom: readonly number[];
  /** How much the head faces the viewer, 0..1: nothing where it is turned far to the side. */
  readonly frontality: readonly number[];
  /** Steadied points in the head's own space; made when asked for, as all of them would fill the memory. */
  readonly canonical: (place: number) => Landmarks;
  readonly shapes: readonly MouthShape[];
  readonly weights: FaceWeights;
  readonly range: MouthRange;
}

/** What a person's mouth does in the clip. */
export interface MouthRange {
  /** 95th percentile of the opening, at least {@link STILL_OPENING} where the mouth hardly moves. */
  readonly openMax: number;
  /** 10th and 90th percentile of the width. */
  readonly widthLow: number;
  readonly widthHigh: number;
  /** Whether the mouth hardly moves. */
  readonly still: boolean;
}

/** Spread of the opening below which a mouth counts as still, and the opening it is then given. */
const STILL_SPREAD = 0.06;
const STILL_OPENING = 0.16;

/** Sharpness below this is nothing seen. */
const logOf = (sharpness: number): number => Math.log(Math.max(1e-4, sharpness));

/** Studies a face. */
export function study(face: FilmFace): Person {
  const count = face.looks.length;
  const steady = (place: number): Landmarks => smoothed((i) => face.looks[i]!.landmarks, count, STEADY, place);
  const { template, poses } = alignTrack(steady, count);
  const canonical = (place: number): Landmarks => toCanonical(poses[place]!, steady(place));
  const shapes = poses.map((_, place) => mouthShape(canonical(place)));
  return {
    face,
    places: new Map(face.frames.map((frame, place) => [frame, place])),
    poses,
    yaw: poses.map(yaw),
    pitch: poses.map(pitch),
    logScale: poses.map(({ scale }) => Math.log(scale)),
    logSharpness: face.looks.map(({ sharpness }) => [logOf(sharpness.across[0]!), logOf(sharpness.down[0]!)]),
    freedom: freedom(face.looks.map(({ tone }) => tone)),
    frontality: frontality(face.looks.map(({ landmarks }) => landmarks)),
    canonical,
    shapes,
    weights: faceWeights(template),
    range: mouthRange(shapes),
  };
}

function mouthRange(shapes: readonly MouthShape[]): MouthRange {
  const openings = shapes.map((shape) => shape.opening);
  const widths = shapes.map((shape) => shape.width);
  const still = percentile(openings, 0.95) - percentile(openings, 0.05) < STILL_SPREAD;
  const openMax = percentile(openings, 0.95);
  return {
    openMax: still ? Math.max(openMax, STILL_OPENING) : openMax,
    widthLow: percentile(widths, 0.1),
    widthHigh: percentile(widths, 0.9),
    still,
  };
}
