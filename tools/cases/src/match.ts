import { validate } from '@chamelaion/contract';
import { type Bindings, fill } from './placeholders.js';
import type { CaseAnswer } from './types.js';

const matchers: Record<string, (value: unknown) => boolean> = {
  '{{uuid}}': (value) =>
    typeof value === 'string' && /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(value),
  '{{time}}': (value) =>
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value) &&
    !Number.isNaN(Date.parse(value)),
  '{{uri}}': (value) => typeof value === 'string' && URL.canParse(value),
  '{{string}}': (value) => typeof value === 'string' && value !== '',
  '{{integer}}': (value) => /^\d+$/.test(String(value)),
};

/** Everything in which an answer differs from the expected one, in words; empty when it fits. */
export function checkAnswer(expected: CaseAnswer, response: Response, text: string, bindings: Bindings): string[] {
  const problems: string[] = [];
  if (response.status !== expected.status)
    problems.push(`status is ${response.status}, not ${expected.status}: ${text}`);
  for (const [name, value] of Object.entries(fill(expected.headers ?? {}, bindings))) {
    problems.push(...differences(value, response.headers.get(name), `header ${name}`));
  }
  const type = response.headers.get('content-type') ?? 'missing';
  if (!/^application\/json\b/.test(type)) problems.push(`content-type is ${type}, not application/json`);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return [...problems, `body is not JSON: ${text}`];
  }
  problems.push(...differences(fill(expected.json, bindings), body, 'body'));
  const schema = expected.schema ?? 'ErrorResponse';
  const valid = validate(schema, body);
  if (!valid.ok) problems.push(...valid.issues.map((issue) => `not a ${schema}: ${issue.path} ${issue.message}`));
  return problems;
}

function differences(expected: unknown, actual: unknown, at: string): string[] {
  const matches = typeof expected === 'string' ? matchers[expected] : undefined;
  if (matches) return matches(actual) ? [] : [`${at} is ${JSON.stringify(actual)}, not a ${expected}`];
  if (isContainer(expected) && isContainer(actual) && Array.isArray(expected) === Array.isArray(actual)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    return [...keys].flatMap((key) => differences(expected[key], actual[key], `${at}.${key}`));
  }
  return Object.is(expected, actual) ? [] : [`${at} is ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`];
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
