/** Vertex numbers of the 468-point face mesh that the engine names. Left and right are the picture's. */
const range = (text: string): readonly number[] => text.split(' ').map(Number);

/** Inner rim of the lips, left corner to right, along the upper and along the lower lip. Same length, shared ends. */
export const INNER_UPPER = range('78 191 80 81 82 13 312 311 310 415 308');
export const INNER_LOWER = range('78 95 88 178 87 14 317 402 318 324 308');

/** Outer rim of the lips, left corner to right. */
export const OUTER_UPPER = range('61 185 40 39 37 0 267 269 270 409 291');
export const OUTER_LOWER = range('61 146 91 181 84 17 314 405 321 375 291');

/** All points of the upper lip without the corners: nine in each ring, in the order of {@link RING_CORNERS}. */
export const UPPER_LIP = range(
  '185 40 39 37 0 267 269 270 409 191 80 81 82 13 312 311 310 415 184 74 73 72 11 302 303 304 408 183 42 41 38 12 268 271 272 407',
);

/** All points of the lower lip without the corners, in the same order. */
export const LOWER_LIP = range(
  '146 91 181 84 17 314 405 321 375 95 88 178 87 14 317 402 318 324 77 90 180 85 16 315 404 320 307 96 89 179 86 15 316 403 319 325',
);

/** Left and right corner of each ring of lip points: the outer rim, the inner rim, and the two between. */
export const RING_CORNERS = [
  [61, 291],
  [78, 308],
  [76, 306],
  [62, 292],
] as const;
/** All of these corners. */
export const MOUTH_CORNERS: readonly number[] = RING_CORNERS.flat();

/** Outline of the face, clockwise from the top of the forehead. */
export const FACE_OVAL = range(
  '10 338 297 332 284 251 389 356 454 323 361 288 397 365 379 378 400 377 152 148 176 149 150 136 172 58 132 93 234 127 162 21 54 103 67 109',
);

/** Points that the jaw and the expression hardly move: eyes' corners, nose, temples, cheek bones. */
export const RIGID = range(
  '33 133 362 263 168 6 197 195 5 4 1 98 327 127 356 234 454 116 345 8 9 143 372 34 264 227 447 111 340 122 351 193 417',
);

/** Outer corners of the eyes: their distance is the unit of the canonical space. */
export const LEFT_EYE_OUTER = 33;
export const RIGHT_EYE_OUTER = 263;

/** Order in which the lip refinement model writes its 80 points. */
export const REFINED_LIPS = range(
  '61 146 91 181 84 17 314 405 321 375 291 185 40 39 37 0 267 269 270 409 78 95 88 178 87 14 317 402 318 324 308 191 80 81 82 13 312 311 310 415 ' +
    '76 77 90 180 85 16 315 404 320 307 306 184 74 73 72 11 302 303 304 408 62 96 89 179 86 15 316 403 319 325 292 183 42 41 38 12 268 271 272 407',
);

/** Number of mesh points. */
export const POINTS = 468;
