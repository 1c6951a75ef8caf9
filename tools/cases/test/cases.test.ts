import { errorCatalogue, operationTable, schemas } from '@chamelaion/contract';
import { expect, test } from 'vitest';
import { CaseFormatError, parseCases, readCases } from '../src/index.js';

const cases = readCases();
const exchanges = cases.flatMap((each) => [...(each.before ?? []), each]);

test('there are at least forty cases, each with a name of its own', () => {
  const names = cases.map((each) => `${each.group}: ${each.name}`);
  expect(names.length).toBeGreaterThanOrEqual(40);
  expect(new Set(names).size).toBe(names.length);
});

test.each(Object.entries(errorCatalogue))('some case expects the error %s with its status and message', (_, error) => {
  const expected = { status: error.status, json: { error: error.message } };
  expect(exchanges.map(({ expect: { status, json } }) => ({ status, json }))).toContainEqual(expected);
});

test('every error that a case expects is in the catalogue', () => {
  const known = Object.values(errorCatalogue).map((error) => `${error.status} ${error.message}`);
  const expected = exchanges
    .filter((each) => each.expect.status >= 400)
    .map((each) => `${each.expect.status} ${(each.expect.json as { error: string }).error}`);
  expect(expected.filter((error) => !known.includes(error))).toEqual([]);
});

test.each(Object.values(operationTable))('some case shows $id succeed, with and without /api', ({ method, path }) => {
  const route = new RegExp(`^(/api)?${path.replace(/\{\w+\}/g, '[^/?]+')}(\\?.*)?$`);
  const good = exchanges.filter(
    (each) => each.expect.status === 200 && each.request.method === method && route.test(each.request.path),
  );
  expect(good.some((each) => each.request.path.startsWith('/api/'))).toBe(true);
  expect(good.some((each) => !each.request.path.startsWith('/api/'))).toBe(true);
});

test('every schema that a case names exists', () => {
  const named = exchanges.flatMap((each) => each.expect.schema ?? []);
  expect(named.filter((schema) => !(schema in schemas))).toEqual([]);
});

test('a file that is not of the format is refused with the place that is wrong', () => {
  const wrong = JSON.stringify([{ name: 'x', request: { method: 'GET', path: '/health' }, expect: { status: '200' } }]);
  expect(() => parseCases(wrong, 'x.json')).toThrow(CaseFormatError);
  expect(() => parseCases(wrong, 'x.json')).toThrow(/x\.json.*\/0\/expect\/status must be integer/);
});
