import { expect, test } from 'vitest';
import {
  assertValid,
  ChamelaionError,
  ContractValidationError,
  errorCodeOf,
  isTerminal,
  validate,
} from '../src/index.js';

const inputs = [
  { type: 'video', url: 'https://cdn.example.com/a.mp4' },
  { type: 'audio', url: 'https://cdn.example.com/a.wav' },
];

test('only completed and failed are terminal, and an unknown status is not', () => {
  expect(['queued', 'processing', 'completed', 'failed', 'paused'].filter(isTerminal)).toEqual(['completed', 'failed']);
});

test('validation reports every problem with its place', () => {
  const result = validate('LipsyncGenerateParams', {
    inputs: [{ type: 'image', url: 'x y' }, inputs[1]],
    reference_id: 7,
  });
  expect(result.ok ? [] : result.issues.map((issue) => issue.path).sort()).toEqual([
    '/inputs/0/type',
    '/inputs/0/url',
    '/reference_id',
  ]);
});

test('a valid body passes, unknown fields included', () => {
  const body = { inputs, priority: 'high' };
  expect(assertValid('LipsyncGenerateParams', body)).toBe(body);
});

test('assertValid throws a typed error that names the schema and the field', () => {
  const call = () =>
    assertValid('LipsyncRequest', { id: 'not-a-uuid', status: 'queued', created_at: '2026-01-05T10:00:00Z' });
  expect(call).toThrow(ContractValidationError);
  expect(call).toThrow(/LipsyncRequest: \/id/);
});

test('a status that the contract does not know yet is still valid', () => {
  const request = { id: '0b9a2d2e-6d3c-4c36-9a52-3f6b1f0f4b11', status: 'paused', created_at: '2026-01-05T10:00:00Z' };
  expect(validate('LipsyncRequest', request).ok).toBe(true);
});

test('isInstance recognises subclasses and errors of another copy of the package', () => {
  class Foreign extends Error {}
  const foreign = Object.assign(new Foreign('x'), {
    [Symbol.for('chamelaion.error')]: ['APIError', 'ChamelaionError'],
  });
  const own = new ContractValidationError('User', []);
  expect(ChamelaionError.isInstance(foreign)).toBe(true);
  expect(ContractValidationError.isInstance(foreign)).toBe(false);
  expect(ContractValidationError.isInstance(own)).toBe(true);
  expect(ChamelaionError.isInstance(new Error('x'))).toBe(false);
  expect(own.name).toBe('ContractValidationError');
});

test('an answer is found in the catalogue by status and message', () => {
  expect(errorCodeOf(412, 'token limit reached')).toBe('token_limit_reached');
  expect(errorCodeOf(500, 'token limit reached')).toBeUndefined();
});
