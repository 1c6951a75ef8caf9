import { type Canvas, type Color, ellipse, Mask, type Point, smooth } from './canvas.js';
import type { HeadState, Projection } from './head-shape.js';
import type { Look } from './looks.js';

/** Upper lid from corner to corner, then the lower lid back. */
const EYES = [
  [33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7],
  [263, 466, 388, 387, 386, 385, 384, 398, 362, 382, 381, 380, 374, 373, 390, 249],
] as const;

const BROWS = [
  [70, 63, 105, 66, 107, 55, 65, 52, 53, 46],
  [300, 293, 334, 296, 336, 285, 295, 282, 283, 276],
] as const;

/** Paints eyes, lashes and brows. `scale` is pixels a centimetre. */
export function paintEyes(
  canvas: Canvas,
  points: Float32Array,
  project: Projection,
  state: HeadState,
  look: Look,
  scale: number,
): void {
  const at = (i: number): Point => [points[3 * i]!, points[3 * i + 1]!];
  EYES.forEach((eye, side) => {
    const open = new Mask(canvas.width, canvas.height, [eye.map(at)]);
    canvas.fill(open, [232, 228, 222]);
    const [x, y] = project(side === 0 ? -3.17 : 3.17, 2.62, 4);
    const r = 0.58 * scale;
    canvas.polygon(ellipse(x, y, r, r), look.iris.map((v) => v * 0.5) as unknown as Color, 1, open);
    canvas.polygon(ellipse(x, y + r * 0.06, r * 0.86, r * 0.86), look.iris, 1, open);
    canvas.polygon(ellipse(x, y, r * 0.42, r * 0.42), [14, 12, 12], 1, open);
    canvas.polygon(ellipse(x - r * 0.3, y - r * 0.34, r * 0.17, r * 0.17), [250, 250, 250], 0.9, open);
    canvas.fill(open, (_px, py) => (py < y - 0.3 * scale ? [60, 40, 34] : [226, 222, 216]), 0.16);
    const lid = eye.slice(0, 9).map(at);
    const thickness = 0.16 * scale;
    canvas.polygon([...lid, ...[...lid].reverse().map(([px, py]): Point => [px, py - thickness])], [46, 30, 26], 0.9);
    const crease = lid.slice(1, 8).map(([px, py]): Point => [px, py - (0.5 - 0.3 * state.blink) * scale]);
    const creaseBelow = [...crease].reverse().map(([px, py]): Point => [px, py + 0.12 * scale]);
    canvas.polygon([...crease, ...creaseBelow], [90, 56, 46], 0.3);
  });
  for (const brow of BROWS) canvas.polygon(smooth(brow.map(at), 3), look.hair, 0.82);
}
