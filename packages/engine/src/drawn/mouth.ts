import { INNER_LOWER, INNER_UPPER, OUTER_LOWER, OUTER_UPPER } from '../face/topology.js';
import { type Canvas, type Color, ellipse, Mask, type Point } from './canvas.js';
import { type HeadState, JAW_DROP, MOUTH_LINE, type Projection } from './head-shape.js';

const ENAMEL: Color = [236, 230, 216];

/** Half-widths of the front teeth from the middle outwards, centimetres. */
const TOOTH_EDGES = [0, 0.46, 0.84, 1.2, 1.52, 1.8];

/** Paints the inside of the mouth (dark, tongue, both rows of teeth) and the lips around it. */
export function paintMouth(
  canvas: Canvas,
  points: Float32Array,
  project: Projection,
  state: HeadState,
  lips: Color,
): void {
  const at = (i: number): Point => [points[3 * i]!, points[3 * i + 1]!];
  const ring = (top: readonly number[], bottom: readonly number[]): Point[] => [
    ...top.map(at),
    ...bottom.slice(1, -1).reverse().map(at),
  ];
  const inner = ring(INNER_UPPER, INNER_LOWER);
  const outer = ring(OUTER_UPPER, OUTER_LOWER);
  const hole = new Mask(canvas.width, canvas.height, [inner]);
  paintInside(canvas, hole, project, state);

  const upperMiddle = at(0)[1];
  const lowerMiddle = at(17)[1];
  const shade = (_x: number, y: number): Color => {
    const v = (y - upperMiddle) / Math.max(1, lowerMiddle - upperMiddle);
    const light = v < 0.5 ? 0.94 - 0.22 * v : 1.06 - 0.5 * Math.abs(v - 0.78);
    return [lips[0] * light, lips[1] * light, lips[2] * light];
  };
  canvas.fill(new Mask(canvas.width, canvas.height, [outer, inner]), shade, 0.92);
  const rim = [
    ...INNER_UPPER.map((i): Point => [at(i)[0], at(i)[1] - 0.7]),
    ...[...INNER_UPPER].reverse().map((i): Point => [at(i)[0], at(i)[1] + 0.9]),
  ];
  canvas.polygon(rim, [lips[0] * 0.42, lips[1] * 0.36, lips[2] * 0.36], 0.7);
}

function paintInside(canvas: Canvas, hole: Mask, project: Projection, state: HeadState): void {
  canvas.fill(hole, [48, 17, 20]);
  const jaw = -state.opening * JAW_DROP;
  const place = (x: number, y: number, z: number): Point => {
    const [px, py] = project(x, y, z);
    return [px, py];
  };
  const [tx, ty] = place(0, MOUTH_LINE - 0.85 + jaw, 4);
  const [edge] = place(1.25, MOUTH_LINE - 0.85 + jaw, 4);
  const radius = Math.abs(edge - tx);
  canvas.polygon(ellipse(tx, ty, radius, radius * 0.52), (_x, y) => [168 - (y - ty) / 2, 82, 84], 0.95, hole);
  const row = (top: number, bottom: number, shrink: number, dim: number): void => {
    for (const side of [-1, 1]) {
      for (let k = 0; k + 1 < TOOTH_EDGES.length; k++) {
        const x0 = side * (TOOTH_EDGES[k]! + 0.015) * shrink;
        const x1 = side * (TOOTH_EDGES[k + 1]! - 0.015) * shrink;
        const z = (x: number): number => 5.4 - 0.55 * x * x;
        const light = dim * (1 - 0.09 * k);
        const rounded = bottom + 0.06 * k * Math.sign(top - bottom);
        canvas.polygon(
          [place(x0, top, z(x0)), place(x1, top, z(x1)), place(x1, rounded, z(x1)), place(x0, bottom, z(x0))],
          [ENAMEL[0] * light, ENAMEL[1] * light, ENAMEL[2] * light],
          1,
          hole,
        );
      }
    }
  };
  row(MOUTH_LINE - 1.5 + jaw, MOUTH_LINE - 0.72 + jaw, 0.84, 0.8);
  row(MOUTH_LINE + 0.6, MOUTH_LINE - 0.4, 1, 0.97);
  canvas.fill(hole, [26, 8, 10], 0.3 * Math.max(0, 0.5 - state.opening));
}
