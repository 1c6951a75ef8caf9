import { canonicalFace } from '../face/canonical.js';
import { INNER_LOWER, INNER_UPPER, LOWER_LIP, MOUTH_CORNERS, POINTS, UPPER_LIP } from '../face/topology.js';

/** What a drawn face does in one frame. */
export interface HeadState {
  /** Mouth opening, 0 closed to 1 wide open. */
  readonly opening: number;
  /** Mouth width, 0 rounded, 0.5 neutral, 1 spread. */
  readonly width: number;
  /** Eyelids, 0 open to 1 shut. */
  readonly blink: number;
  /** Turn, nod and tilt in radians. */
  readonly yaw: number;
  readonly pitch: number;
  readonly roll: number;
}

/** Drop of the lower lip in centimetres at opening 1. */
export const LIP_DROP = 1.6;

/** Drop of the jaw (chin, lower teeth) at opening 1. */
export const JAW_DROP = 1.15;

/** Height of the line where closed lips meet, centimetres. */
export const MOUTH_LINE = -4.35;

const UPPER_LIDS = [246, 161, 160, 159, 158, 157, 173, 466, 388, 387, 386, 385, 384, 398];
const LOWER_LIDS = [7, 163, 144, 145, 153, 154, 155, 249, 390, 373, 374, 380, 381, 382];

const lower = new Set(LOWER_LIP);
const upper = new Set(UPPER_LIP);
const corners = new Set(MOUTH_CORNERS);

/** Vertices of the face in its own space (centimetres), mouth and eyelids set. */
export function deform(state: HeadState): Float32Array {
  const out = Float32Array.from(canonicalFace().vertices);
  for (let k = 0; k < INNER_UPPER.length; k++) {
    const a = INNER_UPPER[k]!;
    const b = INNER_LOWER[k]!;
    const middle = (out[3 * a + 1]! + out[3 * b + 1]!) / 2;
    out[3 * a + 1] = middle;
    out[3 * b + 1] = middle;
  }
  const stretch = (state.width - 0.5) * 0.36;
  for (let i = 0; i < POINTS; i++) {
    const x = out[3 * i]!;
    const y = out[3 * i + 1]!;
    out[3 * i] = x * (1 + stretch * near(x / 4.2, (y - MOUTH_LINE) / 3));
    out[3 * i + 2]! -= stretch * 2.2 * near(x / 3.4, (y - MOUTH_LINE) / 2);
    if (lower.has(i)) out[3 * i + 1]! -= state.opening * LIP_DROP * Math.max(0, 1 - (x / 2.7) ** 2);
    else if (!upper.has(i) && !corners.has(i) && y < -5) {
      const depth = Math.min(1, (-5 - y) / 1.5);
      out[3 * i + 1]! -= state.opening * JAW_DROP * Math.max(0, 1 - Math.abs(x) / 9) * depth;
    }
  }
  UPPER_LIDS.forEach((a, k) => {
    const b = LOWER_LIDS[k]!;
    out[3 * a + 1]! += state.blink * (out[3 * b + 1]! + 0.08 - out[3 * a + 1]!);
  });
  return out;
}

function near(u: number, v: number): number {
  return Math.max(0, 1 - u * u - v * v);
}

/** Maps a point of the face's own space to the picture: x and y in pixels, z in pixels towards the viewer. */
export type Projection = (x: number, y: number, z: number) => [x: number, y: number, z: number];

/** Orthographic view of a head turned by `state`; `scale` is pixels a centimetre, (`cx`, `cy`) where the head's origin lies. */
export function projection(state: HeadState, scale: number, cx: number, cy: number): Projection {
  const [cosYaw, sinYaw] = [Math.cos(state.yaw), Math.sin(state.yaw)];
  const [cosPitch, sinPitch] = [Math.cos(state.pitch), Math.sin(state.pitch)];
  const [cosRoll, sinRoll] = [Math.cos(state.roll), Math.sin(state.roll)];
  return (x, y, z) => {
    const x1 = x * cosYaw + z * sinYaw;
    const z1 = -x * sinYaw + z * cosYaw;
    const y2 = y * cosPitch - z1 * sinPitch;
    const z2 = y * sinPitch + z1 * cosPitch;
    return [cx + (x1 * cosRoll + y2 * sinRoll) * scale, cy - (y2 * cosRoll - x1 * sinRoll) * scale, z2 * scale];
  };
}
