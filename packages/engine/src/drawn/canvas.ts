import type { Rgb } from '../media/rgb.js';

export type Color = readonly [red: number, green: number, blue: number];
export type Point = readonly [x: number, y: number];

/** Sub-scanlines a pixel row when polygons are filled. */
const ROWS = 4;

/** How much of each pixel a polygon covers, 0..1, kept for its bounding box alone. Filled by the even-odd rule. */
export class Mask {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  readonly #data: Float32Array;
  readonly #stride: number;

  constructor(width: number, height: number, rings: readonly (readonly Point[])[]) {
    const xs = rings.flat().map((point) => point[0]);
    const ys = rings.flat().map((point) => point[1]);
    this.x0 = Math.max(0, Math.floor(Math.min(...xs)));
    this.x1 = Math.min(width - 1, Math.ceil(Math.max(...xs)));
    this.y0 = Math.max(0, Math.floor(Math.min(...ys)));
    this.y1 = Math.min(height - 1, Math.ceil(Math.max(...ys)));
    this.#stride = Math.max(0, this.x1 - this.x0 + 1);
    this.#data = new Float32Array(this.#stride * Math.max(0, this.y1 - this.y0 + 1));
    for (let y = this.y0; y <= this.y1; y++)
      for (let row = 0; row < ROWS; row++) this.#scan(rings, y, y + (row + 0.5) / ROWS);
  }

  /** Coverage of a pixel. */
  at(x: number, y: number): number {
    if (x < this.x0 || x > this.x1 || y < this.y0 || y > this.y1) return 0;
    return Math.min(1, this.#data[(y - this.y0) * this.#stride + x - this.x0]!);
  }

  #scan(rings: readonly (readonly Point[])[], y: number, at: number): void {
    const crossings: number[] = [];
    for (const ring of rings) {
      for (let i = 0; i < ring.length; i++) {
        const a = ring[i]!;
        const b = ring[(i + 1) % ring.length]!;
        if (a[1] <= at !== b[1] <= at) crossings.push(a[0] + ((b[0] - a[0]) * (at - a[1])) / (b[1] - a[1]));
      }
    }
    crossings.sort((a, b) => a - b);
    for (let i = 0; i + 1 < crossings.length; i += 2) this.#span(y, crossings[i]!, crossings[i + 1]!);
  }

  #span(y: number, from: number, to: number): void {
    const row = (y - this.y0) * this.#stride - this.x0;
    const last = Math.min(this.x1, Math.floor(to));
    for (let x = Math.max(this.x0, Math.floor(from)); x <= last; x++) {
      const covered = Math.min(to, x + 1) - Math.max(from, x);
      if (covered > 0) this.#data[row + x]! += covered / ROWS;
    }
  }
}

/** A picture to paint on, RGB in 0..255 as floats. */
export class Canvas {
  readonly data: Float32Array;

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    this.data = new Float32Array(width * height * 3);
  }

  /** Paints every covered pixel; `paint` gives the colour there. `clip` limits it to another mask. */
  fill(mask: Mask, paint: Color | ((x: number, y: number) => Color), alpha = 1, clip?: Mask): void {
    for (let y = mask.y0; y <= mask.y1; y++) {
      for (let x = mask.x0; x <= mask.x1; x++) {
        const p = y * this.width + x;
        const a = mask.at(x, y) * alpha * (clip ? clip.at(x, y) : 1);
        if (a <= 0) continue;
        const color = typeof paint === 'function' ? paint(x + 0.5, y + 0.5) : paint;
        for (let k = 0; k < 3; k++) this.data[3 * p + k]! += a * (color[k]! - this.data[3 * p + k]!);
      }
    }
  }

  polygon(points: readonly Point[], paint: Color | ((x: number, y: number) => Color), alpha = 1, clip?: Mask): void {
    this.fill(new Mask(this.width, this.height, [points]), paint, alpha, clip);
  }

  /** Copies another canvas to a place on this one. */
  draw(other: Canvas, x: number, y: number): void {
    for (let row = 0; row < other.height; row++) {
      const line = other.data.subarray(3 * row * other.width, 3 * (row + 1) * other.width);
      this.data.set(line, 3 * ((y + row) * this.width + x));
    }
  }

  toRgb(): Rgb {
    const out = new Uint8Array(this.data.length);
    for (let i = 0; i < out.length; i++) out[i] = Math.max(0, Math.min(255, this.data[i]! + 0.5));
    return { width: this.width, height: this.height, data: out };
  }
}

export function ellipse(cx: number, cy: number, rx: number, ry: number, count = 48): Point[] {
  return Array.from({ length: count }, (_, i): Point => {
    const angle = (i / count) * 2 * Math.PI;
    return [cx + rx * Math.cos(angle), cy + ry * Math.sin(angle)];
  });
}

/** A closed smooth curve through the points (Catmull-Rom), `steps` points a segment. */
export function smooth(points: readonly Point[], steps = 4): Point[] {
  const count = points.length;
  const at = (i: number): Point => points[(i + count) % count]!;
  return points.flatMap((_, i) =>
    Array.from({ length: steps }, (__, s): Point => {
      const t = s / steps;
      const blend = (k: 0 | 1): number => {
        const [a, b, c, d] = [at(i - 1)[k], at(i)[k], at(i + 1)[k], at(i + 2)[k]];
        return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t ** 3);
      };
      return [blend(0), blend(1)];
    }),
  );
}
