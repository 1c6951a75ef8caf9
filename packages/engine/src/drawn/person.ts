import { FACE_OVAL } from '../face/topology.js';
import { Canvas, type Color, ellipse, Mask, type Point, smooth } from './canvas.js';
import { paintEyes } from './eyes.js';
import { deform, type HeadState, projection } from './head-shape.js';
import type { Look } from './looks.js';
import { paintMouth } from './mouth.js';
import { clipTo, silhouette, TURNED } from './silhouette.js';
import { paintSkin } from './skin.js';

const scaled = (color: Color, by: number): Color => [color[0] * by, color[1] * by, color[2] * by];

/** A wall with soft light, the same for every frame. */
export function wall(width: number, height: number, color: Color): Canvas {
  const canvas = new Canvas(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const light = 1.08 - 0.5 * Math.hypot(x / width - 0.34, (y / height - 0.28) * 0.9);
      const p = 3 * (y * width + x);
      for (let k = 0; k < 3; k++) canvas.data[p + k] = color[k]! * light;
    }
  }
  return canvas;
}

/** Paints head and shoulders; the head's origin (between the eyes' height and the nose) lies at (`cx`, `cy`). */
export function paintPerson(canvas: Canvas, look: Look, state: HeadState, cx: number, cy: number, scale: number): void {
  const project = projection(state, scale, cx, cy);
  const vertices = deform(state);
  const points = new Float32Array(vertices.length);
  for (let i = 0; i < vertices.length; i += 3) points.set(project(vertices[i]!, vertices[i + 1]!, vertices[i + 2]!), i);
  const place = (x: number, y: number, z = 0): Point => {
    const [px, py] = project(x, y, z);
    return [px, py];
  };
  const body = (x: number, y: number): Point => [cx + x * scale, cy - y * scale];

  const hairBack: Point[] = look.longHair
    ? [
        [-9.6, 2],
        [-8.6, 8.5],
        [-4.5, 12],
        [0, 12.8],
        [4.5, 12],
        [8.6, 8.5],
        [9.6, 2],
        [10.2, -6],
        [9.2, -13],
        [6, -14.4],
        [3.6, -6],
        [-3.6, -6],
        [-6, -14.4],
        [-9.2, -13],
        [-10.2, -6],
      ].map(([x, y]) => place(x!, y!, -3))
    : [
        [-8.6, 2],
        [-8.4, 7.5],
        [-5, 11.2],
        [0, 12.2],
        [5, 11.2],
        [8.4, 7.5],
        [8.6, 2],
        [7.2, -3],
        [-7.2, -3],
      ].map(([x, y]) => place(x!, y!, -3));
  canvas.polygon(smooth(hairBack), (_x, y) =>
    scaled(look.hair, 1.02 - 0.25 * Math.min(1, Math.max(0, (y - cy) / (14 * scale)))),
  );

  const neck = [body(-3.9, -5), body(-3.9, -12), body(-6.2, -17), body(6.2, -17), body(3.9, -12), body(3.9, -5)];
  canvas.polygon(neck, (x, y) => {
    const shadow = 0.62 + 0.2 * Math.min(1, Math.max(0, (y - cy - 10.6 * scale) / (3 * scale)));
    return scaled(look.skin, shadow - 0.05 * ((x - cx) / (4 * scale)));
  });
  const shoulders: Point[] = [
    body(-17, -40),
    body(-16.4, -19),
    body(-13, -16.3),
    body(-6.2, -13.6),
    body(-3.4, -14.6),
    body(0, -15.4),
    body(3.4, -14.6),
    body(6.2, -13.6),
    body(13, -16.3),
    body(16.4, -19),
    body(17, -40),
  ];
  canvas.polygon(smooth(shoulders), (x, y) =>
    scaled(look.shirt, 1.04 - 0.022 * ((x - cx) / scale) - 0.006 * ((y - cy) / scale)),
  );

  for (const side of [-1, 1]) {
    const [ex, ey] = place(side * 7.75, 0.6, -3.2);
    if (!look.longHair)
      canvas.polygon(ellipse(ex, ey, 0.95 * scale, 1.9 * scale), scaled(look.skin, side < 0 ? 0.9 : 0.74));
  }

  const turned = Math.abs(state.yaw) > TURNED;
  const before = turned ? canvas.data.slice() : canvas.data;
  const outline = turned ? around(points) : smooth(FACE_OVAL.map((i): Point => [points[3 * i]!, points[3 * i + 1]!]));
  const face = new Mask(canvas.width, canvas.height, [outline]);
  canvas.fill(face, (x) => scaled(look.skin, 0.72 - (0.022 * (x - cx)) / scale));
  paintSkin(canvas, points, look.skin, face);

  for (const side of [-1, 1]) {
    const [nx, ny] = place(side * 0.78, -2.05, 6.2);
    canvas.polygon(ellipse(nx, ny, 0.34 * scale, 0.19 * scale), scaled(look.skin, 0.42), 0.8);
  }
  paintEyes(canvas, points, project, state, look, scale);
  paintMouth(canvas, points, project, state, look.lips);
  if (turned) clipTo(canvas, silhouette(canvas, points), before);

  const fringe: Point[] = (
    [
      [-7.7, 1.6],
      [-7.35, 4.4],
      [-5.6, 6.7],
      [-2.4, 7.3],
      [1.6, 7.5],
      [5.4, 6.5],
      [7.35, 4.4],
      [7.7, 1.6],
      [8.5, 4.5],
      [7.6, 8.6],
      [4, 11.4],
      [0, 12.1],
      [-4, 11.4],
      [-7.6, 8.6],
      [-8.5, 4.5],
    ] as const
  ).map(([x, y]) => place(x, y, Math.max(-2.5, 3.6 - 0.09 * x * x - Math.max(0, y - 7) * 0.9)));
  canvas.polygon(smooth(fringe), (x, y) => {
    const strand = 1 + 0.07 * Math.sin((x - cx) / (0.23 * scale) + Math.sin((y - cy) / scale));
    const shine = 0.28 * Math.exp(-(((y - cy) / scale + 9.2) ** 2) / 2.2);
    return scaled(look.hair, strand + shine);
  });
}

/** A rectangle around all points. */
function around(points: Float32Array): Point[] {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < points.length; i += 3) {
    x0 = Math.min(x0, points[i]!);
    x1 = Math.max(x1, points[i]!);
    y0 = Math.min(y0, points[i + 1]!);
    y1 = Math.max(y1, points[i + 1]!);
  }
  return [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
  ];
}
