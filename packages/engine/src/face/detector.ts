import type { I420 } from '../media/i420.js';
import { faceMeshAsset } from './assets.js';
import { cropRgb, type Region } from './crop.js';
import { Model } from './litert.js';

/** A face as the detector sees it, in pixels. */
export interface Detection {
  readonly score: number;
  readonly cx: number;
  readonly cy: number;
  readonly size: number;
  /** Angle of the line through the eyes. */
  readonly rotation: number;
}

const SIDE = 128;
const ANCHORS = anchors();

/** BlazeFace, the short-range model: boxes on a 16 × 16 grid (2 a cell) and an 8 × 8 grid (6 a cell). */
function anchors(): readonly (readonly [x: number, y: number])[] {
  const out: [number, number][] = [];
  for (const [stride, count] of [
    [8, 2],
    [16, 6],
  ] as const) {
    const cells = SIDE / stride;
    for (let y = 0; y < cells; y++)
      for (let x = 0; x < cells; x++) for (let k = 0; k < count; k++) out.push([(x + 0.5) / cells, (y + 0.5) / cells]);
  }
  return out;
}

export class FaceDetector {
  readonly #model: Model;

  private constructor(model: Model) {
    this.#model = model;
  }

  static async load(): Promise<FaceDetector> {
    return new FaceDetector(await Model.load(faceMeshAsset('shortRangeDetector'), [1, SIDE, SIDE, 3]));
  }

  /** Faces larger than about 6 % of the picture's long side, the surest first. */
  async detect(picture: I420): Promise<Detection[]> {
    const size = Math.max(picture.width, picture.height);
    return this.#detectIn(picture, { cx: picture.width / 2, cy: picture.height / 2, size, rotation: 0 });
  }

  /** Also looks for small faces, in overlapping squares of a half and a quarter of the picture: 10 to 30 times slower. */
  async detectSmall(picture: I420): Promise<Detection[]> {
    const found: Detection[] = [];
    for (const part of [0.5, 0.28]) {
      const size = Math.round(Math.max(picture.width, picture.height) * part);
      for (const cy of centres(picture.height, size))
        for (const cx of centres(picture.width, size))
          found.push(...(await this.#detectIn(picture, { cx, cy, size, rotation: 0 })));
    }
    return distinct(found);
  }

  async #detectIn(picture: I420, region: Region): Promise<Detection[]> {
    const outputs = await this.#model.run(cropRgb(picture, region, SIDE, 1 / 127.5, -1));
    const boxes = outputs.get(ANCHORS.length * 16)!;
    const scores = outputs.get(ANCHORS.length)!;
    const left = region.cx - region.size / 2;
    const top = region.cy - region.size / 2;
    const found: Detection[] = [];
    ANCHORS.forEach(([ax, ay], i) => {
      const score = 1 / (1 + Math.exp(-Math.max(-80, Math.min(80, scores[i]!))));
      if (score < 0.5) return;
      const at = (k: number, anchor: number): number => (boxes[i * 16 + k]! / SIDE + anchor) * region.size;
      found.push({
        score,
        cx: left + at(0, ax),
        cy: top + at(1, ay),
        size: Math.max(at(2, 0), at(3, 0)),
        rotation: Math.atan2(at(7, ay) - at(5, ay), at(6, ax) - at(4, ax)),
      });
    });
    return distinct(found);
  }
}

/** Centres of half-overlapping squares that cover a length. */
function centres(length: number, size: number): number[] {
  if (size >= length) return [length / 2];
  const count = Math.ceil((length - size) / (size / 2)) + 1;
  return Array.from({ length: count }, (_, i) => size / 2 + ((length - size) * i) / (count - 1));
}

/** Keeps the surest of detections that lie on the same face. */
function distinct(found: readonly Detection[]): Detection[] {
  const kept: Detection[] = [];
  for (const face of [...found].sort((a, b) => b.score - a.score)) {
    const same = kept.some(
      (other) => Math.hypot(other.cx - face.cx, other.cy - face.cy) < 0.5 * Math.max(other.size, face.size),
    );
    if (!same) kept.push(face);
  }
  return kept;
}
