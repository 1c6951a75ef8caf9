import { Canvas } from '@chamelaion/engine/testing';

/** A picture as a camera sees it that moves by so many pixels across and down while its shutter is open; odd numbers. */
export function blurred(canvas: Canvas, across: number, down: number): Canvas {
  const { width, height } = canvas;
  const out = new Canvas(width, height);
  out.data.set(spread(spread(canvas.data, width, height, across, 3), height, width, down, 3 * width));
  return out;
}

/** The mean of `length` neighbours `step` values apart, `count` of them in a line; outside counts as the nearest inside. */
function spread(from: Float32Array, count: number, lines: number, length: number, step: number): Float32Array {
  const out = new Float32Array(from.length);
  const next = step === 3 ? 3 * count : 3;
  for (let line = 0; line < lines; line++)
    for (let i = 0; i < count; i++)
      for (let k = 0; k < 3; k++) {
        const start = line * next + k;
        let sum = 0;
        for (let j = i - (length >> 1); j <= i + (length >> 1); j++)
          sum += from[start + step * Math.max(0, Math.min(count - 1, j))]!;
        out[start + step * i] = sum / length;
      }
  return out;
}
