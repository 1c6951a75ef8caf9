import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** Byte ranges inside @mediapipe/face_mesh's packed assets (version 0.4.1657299874). */
const ranges = {
  attentionMesh: [0, 2495952],
  canonicalFace: [3737848, 3757224],
  shortRangeDetector: [3757224, 3986256],
} as const;

/** A copy of one of the files packed in @mediapipe/face_mesh (Apache-2.0). */
export function faceMeshAsset(name: keyof typeof ranges): Uint8Array {
  const directory = dirname(require.resolve('@mediapipe/face_mesh/package.json'));
  const packed = readFileSync(join(directory, 'face_mesh_solution_packed_assets.data'));
  const [start, end] = ranges[name];
  return new Uint8Array(packed.subarray(start, end));
}
