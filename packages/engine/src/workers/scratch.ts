/** What a thread needs memory for on the way to one frame. */
type Purpose =
  | 'shrunk'
  | 'crop'
  | 'canvas'
  | 'patch'
  | 'alpha'
  | 'blend'
  | 'hole'
  | 'covered'
  | 'before'
  | 'sharp'
  | 'weight'
  | 'weighted';

const pieces = new Map<Purpose, Float32Array>();

/** Memory that is used again for each frame: whatever was left in it, or zeros. It is good until the same is asked for again. */
export function scratch(purpose: Purpose, length: number): Float32Array {
  const known = pieces.get(purpose);
  if (known && known.length >= length) return known.subarray(0, length);
  const piece = new Float32Array(Math.ceil(1.25 * length));
  pieces.set(purpose, piece);
  return piece.subarray(0, length);
}

/** A copy in such memory. */
export function scratchCopy(purpose: Purpose, values: ArrayLike<number>): Float32Array {
  const copy = scratch(purpose, values.length);
  copy.set(values);
  return copy;
}
