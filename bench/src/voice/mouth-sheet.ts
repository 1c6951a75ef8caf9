import { writeFile } from 'node:fs/promises';
import type { MeasuredMouth } from '@chamelaion/engine';
import { encodePng } from '../../../packages/engine/src/media/png.js';
import { cutOut } from '../../../packages/engine/src/media/region.js';
import { i420ToRgb, type Rgb } from '../../../packages/engine/src/media/rgb.js';
import { whileCodecsRun } from '../../../packages/engine/src/media/webcodecs.js';
import { eachFrame } from '../../../packages/engine/src/report/frames.js';

/** A film, where its mouth is, and the number of its frame that stands for moment 0. */
export interface Seen {
  film: string;
  mouth: MeasuredMouth;
  from: number;
}

/** Frames shown to either side of a moment. */
const AROUND = 3;
const TILE = 96;
/** Side of the square that is shown, in distances between the outer eye corners. */
const VIEW = 1;

/** Writes a PNG with a pair of rows a moment: the frames around it in the first film, and below them those of the second. */
export async function mouthSheet(moments: readonly number[], pair: readonly [Seen, Seen], output: string) {
  const columns = 2 * AROUND + 1;
  const sheet: Rgb = {
    width: columns * TILE,
    height: 2 * moments.length * TILE,
    data: new Uint8Array(columns * TILE * 2 * moments.length * TILE * 3),
  };
  for (const [line, { film, mouth, from }] of pair.entries()) {
    const places = new Map<number, [row: number, column: number][]>();
    for (const [i, moment] of moments.entries())
      for (let column = 0; column < columns; column++) {
        const frame = from + moment + column - AROUND;
        if (frame >= 0) places.set(frame, [...(places.get(frame) ?? []), [2 * i + line, column]]);
      }
    await whileCodecsRun(() =>
      eachFrame(film, new Set(places.keys()), (frame, picture) => {
        const [x, y, unit] = mouth.place.subarray(3 * frame, 3 * frame + 3) as unknown as [number, number, number];
        if (!Number.isFinite(unit)) return;
        const side = VIEW * unit;
        const low = (middle: number) => 2 * Math.floor(Math.max(0, middle - side / 2) / 2);
        const high = (middle: number, size: number) => 2 * Math.floor(Math.min(size, middle + side / 2) / 2);
        const box = { x0: low(x), y0: low(y), x1: high(x, picture.width), y1: high(y, picture.height) };
        const part = i420ToRgb(cutOut(picture, box).picture);
        for (const [row, column] of places.get(frame)!) paste(sheet, part, column * TILE, row * TILE);
      }),
    );
  }
  await writeFile(output, encodePng(sheet));
}

/** The part scaled to a tile, each pixel the nearest one. */
function paste(sheet: Rgb, part: Rgb, left: number, top: number): void {
  for (let y = 0; y < TILE - 1; y++)
    for (let x = 0; x < TILE - 1; x++) {
      const from = Math.floor((y * part.height) / TILE) * part.width + Math.floor((x * part.width) / TILE);
      const to = (top + y) * sheet.width + left + x;
      sheet.data.set(part.data.subarray(3 * from, 3 * from + 3), 3 * to);
    }
}
