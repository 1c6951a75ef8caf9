import type { FaceFrame, SegmentAnalysis } from './segment.js';

/** Most bytes of mouth pixels that are kept; a long film lends mouths from every second, fourth… segment alone. */
const BUDGET = 120e6;

/** Keeps the pixels of analysed segments within {@link BUDGET}. Segments must come in the film's order. */
export class PatchBudget {
  readonly #segments: SegmentAnalysis[] = [];
  #kept = 0;
  #stride = 1;

  add(segment: SegmentAnalysis): void {
    const index = this.#segments.push(segment) - 1;
    if (index % this.#stride !== 0) drop(segment);
    else this.#kept += bytes(segment);
    while (this.#kept > BUDGET && this.#segments.length > 2 * this.#stride) this.#thin();
  }

  #thin(): void {
    this.#stride *= 2;
    this.#kept = 0;
    this.#segments.forEach((segment, index) => {
      if (index % this.#stride !== 0) drop(segment);
      else this.#kept += bytes(segment);
    });
  }
}

const faces = ({ tracks }: SegmentAnalysis): FaceFrame[] => tracks.flatMap((track) => track.frames);

const bytes = (segment: SegmentAnalysis): number =>
  faces(segment).reduce((sum, face) => sum + (face.patch?.picture.data.length ?? 0), 0);

function drop(segment: SegmentAnalysis): void {
  for (const face of faces(segment)) face.patch = null;
}
