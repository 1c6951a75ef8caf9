import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { errorCatalogue, type OperationId } from '../src/index.js';

interface SpecResponse {
  $ref?: string;
  'x-local'?: boolean;
  content?: Record<string, { examples?: Record<string, { value: { error?: string }; 'x-local'?: boolean }> }>;
}

const spec = parse(readFileSync(new URL('../../../spec/openapi.yaml', import.meta.url), 'utf8'));

/** Every error example of the spec: `code status message local` with the operations that can answer it. */
function errorsOfSpec(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const collect = (status: string, raw: SpecResponse, operation?: string): void => {
    const response: SpecResponse = raw.$ref ? spec.components.responses[raw.$ref.split('/').at(-1)!] : raw;
    for (const [code, example] of Object.entries(response.content?.['application/json']?.examples ?? {})) {
      if (example.value.error === undefined) continue;
      const local = response['x-local'] === true || example['x-local'] === true;
      const key = `${code} ${status} ${example.value.error} ${local}`;
      const operations = found.get(key) ?? new Set();
      if (operation) operations.add(operation);
      found.set(key, operations);
    }
  };
  for (const methods of Object.values<Record<string, { operationId: string; responses: object }>>(spec.paths)) {
    for (const { operationId, responses } of Object.values(methods)) {
      for (const [status, response] of Object.entries(responses)) collect(status, response, operationId);
    }
  }
  for (const [status, response] of Object.entries(spec['x-unrouted-responses'])) {
    collect(status, response as SpecResponse);
  }
  return found;
}

test('the error catalogue and the spec name the same errors, for the same operations', () => {
  const ofSpec = [...errorsOfSpec()].map(([key, operations]) => [key, [...operations].sort()]);
  const ofCatalogue = Object.entries(errorCatalogue).map(([code, entry]) => [
    `${code} ${entry.status} ${entry.message} ${entry.local}`,
    [...(entry.operations as readonly OperationId[])].sort(),
  ]);
  expect(ofCatalogue.sort()).toEqual(ofSpec.sort());
});

test('every error says why it happens and what to do', () => {
  for (const entry of Object.values(errorCatalogue)) {
    expect(entry.cause).toMatch(/\.$/);
    expect(entry.cure).toMatch(/\.$/);
  }
});
