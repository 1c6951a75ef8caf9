import { MOUTH_CORNERS, REFINED_LIPS } from './topology.js';

/** Side and depth of the mesh model's feature map, side of the square cut out of it, and map cells a mesh pixel. */
const MAP = 48;
const DEPTH = 32;
const CROP = 16;
const CELL = 4;

/**
 * Replaces the 80 lip points (x and y, in mesh pixels, in place) by the refinement model's. The box around the lips,
 * upright with respect to the mouth's corners and 1.5 times as large, is cut bilinearly out of the feature map; the
 * model answers in the box's own coordinates.
 */
export async function refineLips(
  points: Float32Array,
  features: Float32Array,
  model: (crop: Float32Array) => Promise<Float32Array>,
): Promise<void> {
  const x = (i: number): number => points[3 * i]! / CELL;
  const y = (i: number): number => points[3 * i + 1]! / CELL;
  const [left, right] = [MOUTH_CORNERS[0]!, MOUTH_CORNERS[1]!];
  const angle = Math.atan2(y(right) - y(left), x(right) - x(left));
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  let [u0, u1, v0, v1] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const i of REFINED_LIPS) {
    const u = x(i) * cos + y(i) * sin;
    const v = -x(i) * sin + y(i) * cos;
    u0 = Math.min(u0, u);
    u1 = Math.max(u1, u);
    v0 = Math.min(v0, v);
    v1 = Math.max(v1, v);
  }
  const u = (u0 + u1) / 2;
  const v = (v0 + v1) / 2;
  const stepU = (1.5 * (u1 - u0)) / CROP;
  const stepV = (1.5 * (v1 - v0)) / CROP;
  const [a, b, c, d] = [cos * stepU, -sin * stepV, sin * stepU, cos * stepV];
  const originX = u * cos - v * sin - (CROP / 2) * (a + b);
  const originY = u * sin + v * cos - (CROP / 2) * (c + d);

  const crop = new Float32Array(CROP * CROP * DEPTH);
  for (let j = 0; j < CROP; j++) {
    for (let i = 0; i < CROP; i++) {
      const sx = originX + a * (i + 0.5) + b * (j + 0.5) - 0.5;
      const sy = originY + c * (i + 0.5) + d * (j + 0.5) - 0.5;
      sample(features, sx, sy, crop, (j * CROP + i) * DEPTH);
    }
  }
  const lips = await model(crop);
  REFINED_LIPS.forEach((point, k) => {
    const p = lips[2 * k]!;
    const q = lips[2 * k + 1]!;
    points[3 * point] = a * p + b * q + CELL * originX;
    points[3 * point + 1] = c * p + d * q + CELL * originY;
  });
}

function sample(map: Float32Array, x: number, y: number, out: Float32Array, at: number): void {
  if (x < 0 || y < 0 || x > MAP - 1 || y > MAP - 1) return;
  const ix = Math.floor(x);
  const iy = Math.floor(y);
  const ax = x - ix;
  const ay = y - iy;
  const right = Math.min(MAP - 1, ix + 1);
  const below = Math.min(MAP - 1, iy + 1);
  for (let k = 0; k < DEPTH; k++) {
    const top = map[(iy * MAP + ix) * DEPTH + k]! * (1 - ax) + map[(iy * MAP + right) * DEPTH + k]! * ax;
    const bottom = map[(below * MAP + ix) * DEPTH + k]! * (1 - ax) + map[(below * MAP + right) * DEPTH + k]! * ax;
    out[at + k] = top * (1 - ay) + bottom * ay;
  }
}
