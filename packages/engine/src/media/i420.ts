/**
 * One picture in planar YUV 4:2:0, 8 bit: the luma plane, then U, then V, each without padding. The engine works in the
 * video's own colour values, so that pixels it does not touch stay exactly what they were.
 */
export interface I420 {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Width (or height) of a chroma plane for a luma width (or height). */
export const half = (size: number): number => (size + 1) >> 1;

/** Bytes of an I420 picture. */
export const i420Size = (width: number, height: number): number => width * height + 2 * half(width) * half(height);
