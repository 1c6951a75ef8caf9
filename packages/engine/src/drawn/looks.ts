import type { Color } from './canvas.js';

/** Colours of a drawn person. */
export interface Look {
  readonly skin: Color;
  readonly lips: Color;
  readonly hair: Color;
  readonly iris: Color;
  readonly shirt: Color;
  readonly wall: Color;
  /** Hair to the shoulders instead of short. */
  readonly longHair: boolean;
}

/** The people that can be drawn. */
export const looks = {
  amber: {
    skin: [226, 176, 148],
    lips: [190, 92, 92],
    hair: [74, 44, 28],
    iris: [84, 104, 62],
    shirt: [52, 88, 124],
    wall: [150, 166, 172],
    longHair: true,
  },
  birch: {
    skin: [238, 196, 172],
    lips: [204, 116, 112],
    hair: [176, 128, 66],
    iris: [70, 104, 140],
    shirt: [110, 62, 84],
    wall: [186, 176, 158],
    longHair: false,
  },
  cedar: {
    skin: [150, 100, 74],
    lips: [136, 68, 66],
    hair: [28, 22, 22],
    iris: [58, 38, 26],
    shirt: [196, 148, 58],
    wall: [112, 128, 120],
    longHair: false,
  },
  dahlia: {
    skin: [196, 144, 110],
    lips: [168, 70, 84],
    hair: [22, 18, 26],
    iris: [66, 42, 28],
    shirt: [46, 106, 92],
    wall: [168, 150, 160],
    longHair: true,
  },
} as const satisfies Record<string, Look>;

export type LookName = keyof typeof looks;
