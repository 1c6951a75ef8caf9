import type { I420 } from '../media/i420.js';
import { VideoReader } from '../media/video-reader.js';
import { whileCodecsRun } from '../media/webcodecs.js';
import { type MeasuredMouth, measureMouth } from './measure-mouth.js';

/** How the mouths of a dub compare with those of its source, frame by frame. */
export interface MouthComparison {
  /** Mean structural similarity of luma in the mouth's box (Wang et al., 2004; 8 × 8 windows), 1 = the same. */
  readonly ssim: number;
  /** Mean peak signal-to-noise ratio of luma there, dB. */
  readonly psnr: number;
  /** Fine detail there relative to the source's. */
  readonly sharpness: number;
  /** Trembling of the mouth's corners relative to the source's (mean second difference). */
  readonly jitter: number;
}

/** Width and height of the mouth's box in units of the eye distance. */
const BOX = [1, 0.8] as const;

/** Compares two films of the same frames. */
export async function compareMouths(before: string, after: string): Promise<MouthComparison> {
  const mouth = await measureMouth(before);
  const dubbed = await measureMouth(after);
  const sums = { ssim: 0, psnr: 0, detailBefore: 0, detailAfter: 0, frames: 0 };
  await whileCodecsRun(async () => {
    const [a, b] = [await VideoReader.open(before), await VideoReader.open(after)];
    try {
      const pictures = b.pictures();
      let frame = 0;
      for await (const { picture } of a.pictures()) {
        const other = await pictures.next();
        if (other.done) break;
        const box = boxOf(mouth, frame++, picture);
        if (box) addFrame(sums, lumaIn(picture, box), lumaIn(other.value.picture, box), box);
      }
      await pictures.return(undefined);
    } finally {
      a.close();
      b.close();
    }
  });
  return {
    ssim: sums.ssim / sums.frames,
    psnr: sums.psnr / sums.frames,
    sharpness: sums.detailAfter / sums.detailBefore,
    jitter: trembling(dubbed) / trembling(mouth),
  };
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function boxOf({ place }: MeasuredMouth, frame: number, picture: I420): Box | null {
  const [x, y, unit] = [place[3 * frame]!, place[3 * frame + 1]!, place[3 * frame + 2]!];
  if (Number.isNaN(x)) return null;
  const width = Math.round(BOX[0] * unit);
  const height = Math.round(BOX[1] * unit);
  const inside = (value: number, limit: number): number => Math.max(0, Math.min(limit, Math.round(value)));
  return {
    x: inside(x - width / 2, picture.width - width),
    y: inside(y - height / 2, picture.height - height),
    width,
    height,
  };
}

function lumaIn({ data, width }: I420, box: Box): Uint8Array {
  const out = new Uint8Array(box.width * box.height);
  for (let y = 0; y < box.height; y++) {
    const row = (box.y + y) * width + box.x;
    out.set(data.subarray(row, row + box.width), y * box.width);
  }
  return out;
}

function addFrame(
  sums: { ssim: number; psnr: number; detailBefore: number; detailAfter: number; frames: number },
  a: Uint8Array,
  b: Uint8Array,
  { width, height }: Box,
): void {
  const error = a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0) / a.length;
  sums.psnr += Math.min(60, 10 * Math.log10(255 ** 2 / Math.max(1e-9, error)));
  sums.ssim += structuralSimilarity(a, b, width, height);
  sums.detailBefore += detail(a, width, height);
  sums.detailAfter += detail(b, width, height);
  sums.frames++;
}

const WINDOW = 8;
const STEP = 4;
const C1 = (0.01 * 255) ** 2;
const C2 = (0.03 * 255) ** 2;

function structuralSimilarity(a: Uint8Array, b: Uint8Array, width: number, height: number): number {
  let sum = 0;
  let windows = 0;
  for (let y = 0; y + WINDOW <= height; y += STEP) {
    for (let x = 0; x + WINDOW <= width; x += STEP) {
      let [sa, sb, aa, bb, ab] = [0, 0, 0, 0, 0];
      for (let j = y; j < y + WINDOW; j++) {
        for (let i = x; i < x + WINDOW; i++) {
          const [p, q] = [a[j * width + i]!, b[j * width + i]!];
          sa += p;
          sb += q;
          aa += p * p;
          bb += q * q;
          ab += p * q;
        }
      }
      const n = WINDOW * WINDOW;
      const [ma, mb] = [sa / n, sb / n];
      const [va, vb, covariance] = [aa / n - ma * ma, bb / n - mb * mb, ab / n - ma * mb];
      sum += ((2 * ma * mb + C1) * (2 * covariance + C2)) / ((ma * ma + mb * mb + C1) * (va + vb + C2));
      windows++;
    }
  }
  return windows > 0 ? sum / windows : 1;
}

/** Mean absolute Laplacian. */
function detail(a: Uint8Array, width: number, height: number): number {
  let sum = 0;
  for (let y = 1; y + 1 < height; y++)
    for (let x = 1; x + 1 < width; x++) {
      const p = y * width + x;
      sum += Math.abs(4 * a[p]! - a[p - 1]! - a[p + 1]! - a[p - width]! - a[p + width]!);
    }
  return sum / a.length;
}

function trembling({ centre }: MeasuredMouth): number {
  let sum = 0;
  let count = 0;
  for (let i = 2; i + 3 < centre.length; i += 2) {
    const bend = (k: number): number => centre[i - 2 + k]! - 2 * centre[i + k]! + centre[i + 2 + k]!;
    const size = Math.hypot(bend(0), bend(1));
    if (Number.isNaN(size)) continue;
    sum += size;
    count++;
  }
  return sum / count;
}
