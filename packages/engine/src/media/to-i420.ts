import type { VideoSample } from 'mediabunny';
import { half, type I420, i420Size } from './i420.js';

/** How a decoder's pixel format lays out its planes: chroma size relative to luma, bits, and whether U and V alternate. */
interface Layout {
  readonly halfWidth: boolean;
  readonly halfHeight: boolean;
  readonly bits: number;
  readonly interleaved: boolean;
}

const layouts: Readonly<Record<string, Layout>> = {
  I420: { halfWidth: true, halfHeight: true, bits: 8, interleaved: false },
  I422: { halfWidth: true, halfHeight: false, bits: 8, interleaved: false },
  I444: { halfWidth: false, halfHeight: false, bits: 8, interleaved: false },
  NV12: { halfWidth: true, halfHeight: true, bits: 8, interleaved: true },
  I420P10: { halfWidth: true, halfHeight: true, bits: 10, interleaved: false },
  I422P10: { halfWidth: true, halfHeight: false, bits: 10, interleaved: false },
  I444P10: { halfWidth: false, halfHeight: false, bits: 10, interleaved: false },
  I420P12: { halfWidth: true, halfHeight: true, bits: 12, interleaved: false },
  I422P12: { halfWidth: true, halfHeight: false, bits: 12, interleaved: false },
  I444P12: { halfWidth: false, halfHeight: false, bits: 12, interleaved: false },
};

/** Gives memory for a picture. */
export type Allocate = (bytes: number) => Uint8Array;

/** The decoded frame as 8-bit 4:2:0, turned upright as its rotation tag asks, in memory from `allocate`. */
export async function toUprightI420(
  sample: VideoSample,
  allocate: Allocate = (bytes) => new Uint8Array(bytes),
): Promise<I420> {
  const { codedWidth: width, codedHeight: height } = sample;
  const format = (sample.format ?? 'I420').replace('A', '');
  const size = sample.allocationSize();
  const upright = sample.rotation % 360 === 0;
  const bytes =
    upright && format === 'I420' && size === i420Size(width, height) ? allocate(size) : new Uint8Array(size);
  const planes = await sample.copyTo(bytes);
  const layout = layouts[format] ?? layouts['I420']!;
  const tight = format === 'I420' && planes[0]!.stride === width && size === i420Size(width, height);
  if (tight && upright) return { width, height, data: bytes };
  const picture = { width, height, data: tight ? bytes : repack(bytes, planes, width, height, layout) };
  const turned = upright ? picture : rotate(picture, sample.rotation);
  const data = allocate(turned.data.length);
  data.set(turned.data);
  return { ...turned, data };
}

function repack(
  bytes: Uint8Array,
  planes: readonly PlaneLayout[],
  width: number,
  height: number,
  layout: Layout,
): Uint8Array {
  const { halfWidth, halfHeight, bits, interleaved } = layout;
  const deep = bits > 8 ? new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 1) : null;
  const round = 1 << (bits - 9);
  const read = deep
    ? (at: number): number => Math.min(255, (deep[at >> 1]! + round) >> (bits - 8))
    : (at: number): number => bytes[at]!;
  const unit = deep ? 2 : 1;
  const data = new Uint8Array(i420Size(width, height));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data[y * width + x] = read(planes[0]!.offset + y * planes[0]!.stride + x * unit);
  }
  let at = width * height;
  for (const k of [1, 2]) {
    const plane = interleaved ? planes[1]! : planes[k]!;
    for (let y = 0; y < half(height); y++) {
      const row = plane.offset + (halfHeight ? y : 2 * y) * plane.stride;
      for (let x = 0; x < half(width); x++) {
        const column = interleaved ? 2 * x + k - 1 : halfWidth ? x : 2 * x;
        data[at++] = read(row + column * unit);
      }
    }
  }
  return data;
}

/** Turns a picture clockwise by 90, 180 or 270 degrees. */
function rotate(picture: I420, degrees: number): I420 {
  const swap = degrees % 180 !== 0;
  const width = swap ? picture.height : picture.width;
  const height = swap ? picture.width : picture.height;
  const data = new Uint8Array(i420Size(width, height));
  let from = 0;
  let to = 0;
  for (const [w, h] of [
    [picture.width, picture.height],
    [half(picture.width), half(picture.height)],
    [half(picture.width), half(picture.height)],
  ] as const) {
    for (let y = 0; y < h; y++) {
      for (let x = 0; x < w; x++) {
        const target =
          degrees === 180 ? (h - 1 - y) * w + w - 1 - x : degrees === 90 ? x * h + h - 1 - y : (w - 1 - x) * h + y;
        data[to + target] = picture.data[from + y * w + x]!;
      }
    }
    from += w * h;
    to += w * h;
  }
  return { width, height, data };
}
