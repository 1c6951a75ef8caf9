import { canonicalFace } from '../face/canonical.js';
import { FACE_OVAL, INNER_LOWER, INNER_UPPER, POINTS } from '../face/topology.js';

/** Three point numbers. */
export type Triangle = readonly [number, number, number];

/** The skin of the face: all triangles of the canonical face. The mouth is a hole in it. */
export const SKIN: readonly Triangle[] = skin();

/** The hole of the mouth, between the inner rims of the lips. */
export const HOLE: readonly Triangle[] = hole();

/** Number of points when the ring of {@link RING} is counted too. */
export const RINGED_POINTS = POINTS + FACE_OVAL.length;

/** A band around the face, from its outline to as many points further out, numbered from 468 in the outline's order. */
export const RING: readonly Triangle[] = FACE_OVAL.flatMap((a, k): Triangle[] => {
  const next = (k + 1) % FACE_OVAL.length;
  const b = FACE_OVAL[next]!;
  return [
    [a, b, POINTS + k],
    [b, POINTS + next, POINTS + k],
  ];
});

function skin(): Triangle[] {
  const { triangles } = canonicalFace();
  return Array.from(
    { length: triangles.length / 3 },
    (_, t): Triangle => [triangles[3 * t]!, triangles[3 * t + 1]!, triangles[3 * t + 2]!],
  );
}

function hole(): Triangle[] {
  const out: Triangle[] = [];
  for (let k = 0; k + 1 < INNER_UPPER.length; k++) {
    const [a, b, c, d] = [INNER_UPPER[k]!, INNER_UPPER[k + 1]!, INNER_LOWER[k]!, INNER_LOWER[k + 1]!];
    out.push(a === c ? [a, b, d] : [a, b, c]);
    if (a !== c && b !== d) out.push([b, d, c]);
  }
  return out;
}
