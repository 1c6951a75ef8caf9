import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
// @ts-expect-error a plain script without declarations
import { breakingChanges } from '../../checks/spec-changes.mjs';

const read = () => parse(readFileSync(new URL('../../../spec/openapi.yaml', import.meta.url), 'utf8'));
const changesBy = (edit: (spec: ReturnType<typeof read>) => void): string[] => {
  const after = read();
  edit(after);
  return breakingChanges(read(), after);
};

test('an unchanged contract, a new optional field and a new operation break nothing', () => {
  expect(changesBy(() => {})).toEqual([]);
  expect(
    changesBy((spec) => (spec.components.schemas.LipsyncRequest.properties.progress = { type: 'number' })),
  ).toEqual([]);
  expect(changesBy((spec) => (spec.paths['/v1/new'] = { get: { operationId: 'new.get', responses: {} } }))).toEqual([]);
});

test('what a client would trip over is named', () => {
  expect(changesBy((spec) => delete spec.paths['/v1/users/me'])).toContain('users.getCurrent is gone');
  expect(changesBy((spec) => delete spec.components.schemas.LipsyncRequest.properties.output_url)).toEqual([
    'LipsyncRequest.output_url is gone',
  ]);
  expect(changesBy((spec) => spec.components.schemas.LipsyncGenerateParams.required.push('reference_id'))).toEqual([
    'LipsyncGenerateParams.reference_id is now required',
  ]);
  expect(changesBy((spec) => (spec.components.schemas.LipsyncModel.enum = ['lipsync-3']))).toEqual([
    'LipsyncModel no longer takes "lipsync-2"',
  ]);
  expect(changesBy((spec) => delete spec.components.responses.TokenLimit)).toEqual([
    'the error "token limit reached" is gone',
  ]);
});
