import { writeFile } from 'node:fs/promises';
import type { I420 } from '../media/i420.js';
import { encodePng } from '../media/png.js';
import { cutOut } from '../media/region.js';
import { i420ToRgb, type Rgb } from '../media/rgb.js';
import { whileCodecsRun } from '../media/webcodecs.js';
import { foldedFrame } from '../timeline.js';
import { eachFrame, frameCount } from './frames.js';
import { type MeasuredMouth, measureMouth } from './measure-mouth.js';

export interface ContactSheetOptions {
  /** Path of the source video. */
  readonly before: string;
  /** Path of the dubbed video. */
  readonly after: string;
  /** Path of the PNG to write. */
  readonly output: string;
  /** Moments shown, spread evenly over the dub; default 8. */
  readonly columns?: number;
  /** Side of each picture on the sheet in pixels; default 200. */
  readonly tile?: number;
  /** Source frame shown in each output frame, see {@link LipsyncReport.shown}; default as the engine does: forth and back. */
  readonly shown?: readonly number[];
}

/** Part of the mouth's surroundings that is shown enlarged, and of the face, in units of the eye distance. */
const MOUTH_VIEW = 1.1;
const FACE_VIEW = 2.6;

/**
 * Writes a PNG that shows source and dub at the same moments: faces on top, enlarged mouths below, each time the source
 * in the upper row.
 *
 * @returns how long the dub is, in seconds
 * @throws {MediaNotFoundError} {@link UnreadableMediaError} {@link NoFaceError}
 * @example
 * await contactSheet({ before: 'talk.mp4', after: 'dubbed.mp4', output: 'sheet.png' });
 */
export async function contactSheet(options: ContactSheetOptions): Promise<{ seconds: number }> {
  const { before, after, output, columns = 8, tile = 200, shown } = options;
  return whileCodecsRun(async () => {
    const measured = await measureMouth(after);
    const length = measured.opening.length;
    const moments = Array.from({ length: columns }, (_, i) => Math.floor(((i + 0.5) * length) / columns));
    const sheet: Rgb = { width: columns * tile, height: 4 * tile, data: new Uint8Array(columns * tile * 4 * tile * 3) };
    const draw = (row: number) => (picture: I420, moment: number) => {
      const at = placeAt(measured, moment);
      if (!at) return;
      moments.forEach((other, column) => {
        if (other !== moment) return;
        paste(sheet, view(picture, at.x, at.y - 0.5 * at.unit, FACE_VIEW * at.unit, tile), column * tile, row * tile);
        paste(sheet, view(picture, at.x, at.y, MOUTH_VIEW * at.unit, tile), column * tile, (row + 2) * tile);
      });
    };
    const count = await frameCount(before);
    const sourceOf = (moment: number): number => shown?.[moment] ?? foldedFrame(moment, count);
    const drawBefore = draw(0);
    await eachFrame(before, new Set(moments.map(sourceOf)), (frame, picture) => {
      for (const moment of new Set(moments)) if (sourceOf(moment) === frame) drawBefore(picture, moment);
    });
    const drawAfter = draw(1);
    await eachFrame(after, new Set(moments), (frame, picture) => drawAfter(picture, frame));
    await writeFile(output, encodePng(sheet));
    return { seconds: length / measured.fps };
  });
}

function placeAt({ place }: MeasuredMouth, frame: number): { x: number; y: number; unit: number } | null {
  const [x, y, unit] = place.subarray(3 * frame, 3 * frame + 3) as unknown as [number, number, number];
  return Number.isNaN(x) ? null : { x, y, unit };
}

/** A square of a picture around a point, scaled to `tile` pixels. */
function view(picture: I420, x: number, y: number, size: number, tile: number): Rgb {
  const low = (middle: number, limit: number): number =>
    2 * Math.floor(Math.max(0, Math.min(limit - size - 2, middle - size / 2)) / 2);
  const x0 = low(x, picture.width);
  const y0 = low(y, picture.height);
  const side = 2 * Math.ceil(size / 2) + 2;
  const box = { x0, y0, x1: Math.min(picture.width & ~1, x0 + side), y1: Math.min(picture.height & ~1, y0 + side) };
  const rgb = i420ToRgb(cutOut(picture, box).picture);
  const data = new Uint8Array(tile * tile * 3);
  for (let j = 0; j < tile; j++) {
    for (let i = 0; i < tile; i++) {
      const sx = Math.max(0, Math.min(rgb.width - 1.001, ((i + 0.5) / tile) * size - 0.5));
      const sy = Math.max(0, Math.min(rgb.height - 1.001, ((j + 0.5) / tile) * size - 0.5));
      const p = (Math.floor(sy) * rgb.width + Math.floor(sx)) * 3;
      const [u, v] = [sx % 1, sy % 1];
      for (let k = 0; k < 3; k++) {
        const top = rgb.data[p + k]! * (1 - u) + rgb.data[p + 3 + k]! * u;
        const q = p + rgb.width * 3 + k;
        data[(j * tile + i) * 3 + k] = top * (1 - v) + (rgb.data[q]! * (1 - u) + rgb.data[q + 3]! * u) * v;
      }
    }
  }
  return { width: tile, height: tile, data };
}

function paste(sheet: Rgb, part: Rgb, x: number, y: number): void {
  for (let row = 0; row < part.height; row++)
    sheet.data.set(
      part.data.subarray(row * part.width * 3, (row + 1) * part.width * 3),
      ((y + row) * sheet.width + x) * 3,
    );
}
