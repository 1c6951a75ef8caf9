import type { I420 } from '../media/i420.js';
import { faceMeshAsset } from './assets.js';
import { cropRgb, type Region } from './crop.js';
import type { Detection } from './detector.js';
import { refineLips } from './lips.js';
import { Model } from './litert.js';
import { cutModel } from './tflite.js';
import { LEFT_EYE_OUTER, POINTS, RIGHT_EYE_OUTER } from './topology.js';

/** x, y, z of the 468 mesh points in pixels of the picture; z grows away from the viewer. */
export type Landmarks = Float32Array;

const SIDE = 192;

/** How much larger than the face the square is that the model sees. */
const MARGIN = 1.5;

/** Tensor numbers inside the attention mesh model. */
const TENSORS = { image: 0, mesh: 719, features: 35, score: 710, lipFeatures: 199, lips: 697 };

/**
 * The 468-point face mesh with refined lips (MediaPipe Face Mesh with attention). The model's cropping operators exist
 * on no processor back end, so the graph is cut in two around them and the crop is done here.
 */
export class FaceMesh {
  readonly #mesh: Model;
  readonly #lips: Model;

  private constructor(mesh: Model, lips: Model) {
    this.#mesh = mesh;
    this.#lips = lips;
  }

  static async load(): Promise<FaceMesh> {
    const bytes = faceMeshAsset('attentionMesh');
    const outputs = [TENSORS.mesh, TENSORS.features, TENSORS.score];
    return new FaceMesh(
      await Model.load(cutModel(bytes, [TENSORS.image], outputs), [1, SIDE, SIDE, 3]),
      await Model.load(cutModel(bytes, [TENSORS.lipFeatures], [TENSORS.lips]), [1, 16, 16, 32]),
    );
  }

  /** Landmarks of the face in a square of the picture, and how sure the model is (0..1) that there is one. */
  async locate(picture: I420, region: Region): Promise<{ landmarks: Landmarks; score: number }> {
    const outputs = await this.#mesh.run(cropRgb(picture, region, SIDE, 1 / 255, 0));
    const points = outputs.get(POINTS * 3)!;
    const features = outputs.get(48 * 48 * 32)!;
    const score = 1 / (1 + Math.exp(-outputs.get(1)![0]!));
    await refineLips(points, features, async (crop) => (await this.#lips.run(crop)).get(160)!);
    return { landmarks: toPicture(points, region), score };
  }
}

function toPicture(points: Float32Array, region: Region): Landmarks {
  const out = new Float32Array(points.length);
  const scale = region.size / SIDE;
  const cos = Math.cos(region.rotation);
  const sin = Math.sin(region.rotation);
  for (let i = 0; i < points.length; i += 3) {
    const u = (points[i]! - SIDE / 2) * scale;
    const v = (points[i + 1]! - SIDE / 2) * scale;
    out[i] = region.cx + u * cos - v * sin;
    out[i + 1] = region.cy + u * sin + v * cos;
    out[i + 2] = points[i + 2]! * scale;
  }
  return out;
}

/** Where to look for a detected face. */
export function regionOfDetection(face: Detection): Region {
  return { cx: face.cx, cy: face.cy, size: face.size * MARGIN, rotation: face.rotation };
}

/** Where to look for a face in the next frame: the box around its points, upright with respect to its eyes. */
export function regionOfLandmarks(points: Landmarks): Region {
  const dx = points[3 * RIGHT_EYE_OUTER]! - points[3 * LEFT_EYE_OUTER]!;
  const dy = points[3 * RIGHT_EYE_OUTER + 1]! - points[3 * LEFT_EYE_OUTER + 1]!;
  const rotation = Math.atan2(dy, dx);
  const cos = Math.cos(rotation);
  const sin = Math.sin(rotation);
  let [u0, u1, v0, v1] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < points.length; i += 3) {
    const u = points[i]! * cos + points[i + 1]! * sin;
    const v = -points[i]! * sin + points[i + 1]! * cos;
    u0 = Math.min(u0, u);
    u1 = Math.max(u1, u);
    v0 = Math.min(v0, v);
    v1 = Math.max(v1, v);
  }
  const u = (u0 + u1) / 2;
  const v = (v0 + v1) / 2;
  return { cx: u * cos - v * sin, cy: u * sin + v * cos, size: Math.max(u1 - u0, v1 - v0) * MARGIN, rotation };
}
