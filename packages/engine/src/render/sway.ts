import type { Landmarks } from '../face/mesh.js';
import { RIGID } from '../face/topology.js';

/**
 * How a head is beside where it was steadied to be: gives the similarity in the picture (x and y) that brings the rigid
 * points of `steady` closest to those of `seen`. The lips have no part in it: what they do beside their steadied places is
 * the movement of the mouth that is replaced, and trembling.
 */
export function swayOf(steady: Landmarks, seen: Landmarks): (points: Landmarks) => Landmarks {
  const mean = (of: Landmarks, k: number): number => RIGID.reduce((sum, i) => sum + of[3 * i + k]!, 0) / RIGID.length;
  const [fx, fy, tx, ty] = [mean(steady, 0), mean(steady, 1), mean(seen, 0), mean(seen, 1)];
  let [along, across, spread] = [0, 0, 0];
  for (const i of RIGID) {
    const px = steady[3 * i]! - fx;
    const py = steady[3 * i + 1]! - fy;
    const qx = seen[3 * i]! - tx;
    const qy = seen[3 * i + 1]! - ty;
    along += px * qx + py * qy;
    across += px * qy - py * qx;
    spread += px * px + py * py;
  }
  const [a, b] = [along / spread, across / spread];
  return (points) => {
    const out = Float32Array.from(points);
    for (let i = 0; i < out.length; i += 3) {
      const px = points[i]! - fx;
      const py = points[i + 1]! - fy;
      out[i] = tx + a * px - b * py;
      out[i + 1] = ty + b * px + a * py;
    }
    return out;
  };
}
