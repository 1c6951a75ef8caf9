import { faceMeshAsset } from './assets.js';
import { LEFT_EYE_OUTER, RIGHT_EYE_OUTER } from './topology.js';

/** The canonical face: 468 vertices in centimetres (x right, y up, z towards the viewer) and its triangles. */
export interface CanonicalFace {
  /** x, y, z of each vertex: 468 × 3. */
  readonly vertices: Float32Array;
  /** Three vertex numbers a triangle: 898 × 3. */
  readonly triangles: Uint16Array;
}

let loaded: CanonicalFace | undefined;

/** Reads the canonical face from the face geometry metadata that comes with the landmark models. */
export function canonicalFace(): CanonicalFace {
  loaded ??= parse(faceMeshAsset('canonicalFace'));
  return loaded;
}

/** Protocol-buffer message: field 1 is the mesh; in it, field 3 holds vertices (x y z u v), field 4 vertex numbers. */
function parse(message: Uint8Array): CanonicalFace {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = message[at++]!;
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  varint();
  const end = varint() + at;
  const floats: number[] = [];
  const indices: number[] = [];
  while (at < end) {
    const tag = varint();
    if (tag === (3 << 3) + 5) {
      floats.push(view.getFloat32(at, true));
      at += 4;
    } else if (tag === 4 << 3) indices.push(varint());
    else varint();
  }
  const vertices = new Float32Array((floats.length / 5) * 3);
  for (let i = 0; i < floats.length / 5; i++) vertices.set(floats.slice(5 * i, 5 * i + 3), 3 * i);
  return { vertices, triangles: Uint16Array.from(indices) };
}

/** The canonical face in the engine's unit (distance of the outer eye corners), y down and z away from the viewer. */
export function genericTemplate(): Float32Array {
  const { vertices } = canonicalFace();
  const unit = Math.abs(vertices[3 * LEFT_EYE_OUTER]! - vertices[3 * RIGHT_EYE_OUTER]!);
  return vertices.map((value, i) => (i % 3 === 0 ? value : -value) / unit);
}
