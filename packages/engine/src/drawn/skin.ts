import { canonicalFace } from '../face/canonical.js';
import type { Canvas, Color, Mask } from './canvas.js';

const LIGHT = [-0.36, -0.52, 0.775] as const;

/** Smooth noise in −1..1, fixed for each place. */
function noise(x: number, y: number): number {
  const cell = (i: number, j: number): number => {
    const h = Math.imul(i * 374761393 + j * 668265263, 1274126177);
    return ((h ^ (h >>> 15)) >>> 0) / 2 ** 31 - 1;
  };
  const i = Math.floor(x);
  const j = Math.floor(y);
  const u = x - i;
  const v = y - j;
  const top = cell(i, j) * (1 - u) + cell(i + 1, j) * u;
  return top * (1 - v) + (cell(i, j + 1) * (1 - u) + cell(i + 1, j + 1) * u) * v;
}

const bump = (x: number, y: number, cx: number, cy: number, r: number): number =>
  Math.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (r * r));

/** Texels a centimetre of the painted skin, and the face's half width and height in centimetres. */
const DENSITY = 22;
const REACH = 10;
const SIDE = 2 * REACH * DENSITY;
const textures = new Map<Color, Float32Array>();

/** The skin of the whole face seen from the front, before light; painted once a colour. */
function texture(skin: Color): Float32Array {
  let painted = textures.get(skin);
  if (!painted) {
    painted = new Float32Array(SIDE * SIDE * 3);
    for (let j = 0; j < SIDE; j++)
      for (let i = 0; i < SIDE; i++)
        painted.set(pigment(skin, i / DENSITY - REACH, j / DENSITY - REACH), 3 * (j * SIDE + i));
    textures.set(skin, painted);
  }
  return painted;
}

function pigment(skin: Color, x: number, y: number): Color {
  const blush = bump(Math.abs(x), y, 4.2, -2.2, 2.2) * 0.5 + bump(x, y, 0, -0.6, 1.6) * 0.35;
  const shade = bump(Math.abs(x), y, 3.1, 2.9, 1.7) * 0.08 + bump(x, y, 0, -6.6, 1.1) * 0.06;
  const grain = 1 + 0.022 * noise(x * 2.1, y * 2.1) + 0.018 * noise(x * 7 + 31, y * 7) + 0.012 * noise(x * 17, y * 17);
  const light = grain * (1 - shade);
  return [
    skin[0] * light * (1 + 0.02 * blush),
    skin[1] * light * (1 - 0.1 * blush),
    skin[2] * light * (1 - 0.09 * blush),
  ];
}

/** Brightness of a surface that faces (x, y, z). */
function lit(x: number, y: number, z: number): number {
  const length = Math.hypot(x, y, z) || 1;
  const facing = Math.max(0, (x * LIGHT[0] + y * LIGHT[1] + z * LIGHT[2]) / length);
  return 0.5 + 0.5 * facing + 0.1 * facing ** 12 - 0.12 * (1 - Math.abs(z / length)) ** 2;
}

/** Normals at the vertices, from the triangles around them; `points` in pixels. */
function normals(points: Float32Array): Float32Array {
  const { triangles } = canonicalFace();
  const out = new Float32Array(points.length);
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [triangles[t]! * 3, triangles[t + 1]! * 3, triangles[t + 2]! * 3];
    const u = [0, 1, 2].map((k) => points[b + k]! - points[a + k]!) as [number, number, number];
    const v = [0, 1, 2].map((k) => points[c + k]! - points[a + k]!) as [number, number, number];
    const n = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
    const sign = n[2]! < 0 ? -1 : 1;
    for (const i of [a, b, c]) for (let k = 0; k < 3; k++) out[i + k]! += sign * n[k]!;
  }
  return out;
}

/** Paints the mesh with light and skin texture, back to front, within `clip`. `points` are projected vertices (pixels). */
export function paintSkin(canvas: Canvas, points: Float32Array, skin: Color, clip: Mask): void {
  const { triangles, vertices } = canonicalFace();
  const normal = normals(points);
  const depth = (t: number): number =>
    points[triangles[t]! * 3 + 2]! + points[triangles[t + 1]! * 3 + 2]! + points[triangles[t + 2]! * 3 + 2]!;
  const paint = texture(skin);
  const order = Array.from({ length: triangles.length / 3 }, (_, i) => 3 * i).sort((s, t) => depth(s) - depth(t));
  for (const t of order) {
    const [a, b, c] = [triangles[t]! * 3, triangles[t + 1]! * 3, triangles[t + 2]! * 3];
    const [ax, ay, bx, by, cx, cy] = [
      points[a]!,
      points[a + 1]!,
      points[b]!,
      points[b + 1]!,
      points[c]!,
      points[c + 1]!,
    ];
    const area = (by - cy) * (ax - cx) + (cx - bx) * (ay - cy);
    if (Math.abs(area) < 1e-6) continue;
    const x1 = Math.min(canvas.width - 1, Math.ceil(Math.max(ax, bx, cx)));
    const y1 = Math.min(canvas.height - 1, Math.ceil(Math.max(ay, by, cy)));
    for (let y = Math.max(0, Math.floor(Math.min(ay, by, cy))); y <= y1; y++) {
      for (let x = Math.max(0, Math.floor(Math.min(ax, bx, cx))); x <= x1; x++) {
        const u = ((by - cy) * (x + 0.5 - cx) + (cx - bx) * (y + 0.5 - cy)) / area;
        const v = ((cy - ay) * (x + 0.5 - cx) + (ax - cx) * (y + 0.5 - cy)) / area;
        const w = 1 - u - v;
        if (u < -1e-3 || v < -1e-3 || w < -1e-3) continue;
        const p = y * canvas.width + x;
        const alpha = clip.at(x, y);
        if (alpha <= 0) continue;
        const mix = (from: Float32Array, k: number): number => u * from[a + k]! + v * from[b + k]! + w * from[c + k]!;
        const texel =
          3 * (((mix(vertices, 1) + REACH) * DENSITY) | 0) * SIDE + 3 * (((mix(vertices, 0) + REACH) * DENSITY) | 0);
        const light = lit(mix(normal, 0), mix(normal, 1), mix(normal, 2));
        for (let k = 0; k < 3; k++)
          canvas.data[3 * p + k]! += alpha * (paint[texel + k]! * light - canvas.data[3 * p + k]!);
      }
    }
  }
}
