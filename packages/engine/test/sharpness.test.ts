import { type Canvas, headPainter } from '@chamelaion/engine/testing';
import { expect, test } from 'vitest';
import { headSharpness } from '../src/analysis/head-sharpness.js';
import { deform, projection } from '../src/drawn/head-shape.js';
import type { Landmarks } from '../src/face/mesh.js';
import { rgbToI420 } from '../src/media/rgb.js';
import { blurBetween } from '../src/render/motion-blur.js';
import { blurred } from './blurred.js';

const size = 384;

/** Where the landmarks of a drawn head lie, before it sways. */
function landmarksOf(opening: number): Landmarks {
  const state = { opening, width: 0.5, blink: 0, yaw: 0, pitch: 0.045 * Math.sin(0.6), roll: 0.03 * Math.sin(2) };
  const project = projection(state, size * 0.0315, size / 2, size * 0.46);
  const vertices = deform(state);
  return Float32Array.from(
    Array.from({ length: vertices.length / 3 }, (_, i) =>
      project(vertices[3 * i]!, vertices[3 * i + 1]!, vertices[3 * i + 2]!),
    ).flat(),
  );
}

const sharpnessOf = (canvas: Canvas, opening: number) => headSharpness(rgbToI420(canvas.toRgb()), landmarksOf(opening));

test.each([5, 7, 9])('a blur across of %i pixels is found between two frames, whatever the mouth does', (length) => {
  const head = headPainter({ opening: new Float32Array([0, 1]), size, look: 'birch' });
  const sharp = sharpnessOf(head(0), 0);
  const still = headPainter({ opening: new Float32Array([0.8]), size, look: 'birch' })(0);
  const moved = sharpnessOf(blurred(still, length, 1), 0.8);
  expect(blurBetween(sharp.across, moved.across) / length).toBeGreaterThan(0.75);
  expect(blurBetween(sharp.across, moved.across) / length).toBeLessThan(1.33);
  expect(blurBetween(sharp.down, moved.down)).toBeLessThan(1.5);
  expect(blurBetween(moved.across, sharp.across)).toBe(1);
});
