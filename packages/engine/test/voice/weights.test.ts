import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { WEIGHTS_BASE64 } from '../../src/voice/weights.gen.js';

const record = JSON.parse(readFileSync(new URL('../../training/record.gen.json', import.meta.url), 'utf8')) as {
  sha256: string;
  bytes: number;
  networks: { validation: Record<string, [shapes: number, opening: number]> }[];
};

it('ships the weights that the training recorded, under a megabyte', () => {
  const bytes = Buffer.from(WEIGHTS_BASE64, 'base64');
  expect(bytes.length).toBe(record.bytes);
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(record.sha256);
  expect(WEIGHTS_BASE64.length).toBeLessThan(1e6);
});

it('ships networks that did well on people they never heard', () => {
  const scores = record.networks.flatMap(({ validation }) => Object.values(validation));
  const mean = (k: 0 | 1) => scores.reduce((sum, score) => sum + score[k], 0) / scores.length;
  expect(scores.length).toBeGreaterThanOrEqual(2);
  expect(mean(0)).toBeGreaterThan(0.65);
  expect(mean(1)).toBeGreaterThan(0.85);
});
