/** The mouth wanted in one output frame. */
export interface MouthTarget {
  /** Gap of the lips in canonical units. */
  readonly opening: number;
  /** Distance of the mouth's corners in canonical units. */
  readonly width: number;
  /** The lips must meet (p, b, m). */
  readonly closed: boolean;
}
