import { checkAnswer } from './match.js';
import type { Bindings } from './placeholders.js';
import { buildRequest } from './request.js';
import type { GivenState, SpecCase } from './types.js';

/** The service in the state that a case asks for. */
export interface PreparedState {
  /** Scheme, host and port; the case's path, with or without /api, is put behind it. */
  origin: string;
  /** A token of the kind that `given.token` names. */
  token: string;
  /** The existing requests by their `as`, at least with their `id`. */
  requests: Record<string, Record<string, unknown>>;
}

/** Something that speaks the API and can be put in a state. */
export interface CaseSubject {
  /** Brings the service into a state in which nothing but what is given exists. No job may advance by itself. */
  prepare(given: GivenState): PreparedState | Promise<PreparedState>;
}

/**
 * Runs one case over the global `fetch`.
 *
 * @returns everything that differs from the case, in words; empty when the case holds
 *
 * @example
 * ```ts
 * for (const each of readCases()) {
 *   test(`${each.group}: ${each.name}`, async () => expect(await runCase(each, subject)).toEqual([]));
 * }
 * ```
 */
export async function runCase(described: SpecCase, subject: CaseSubject): Promise<string[]> {
  const { origin, token, requests } = await subject.prepare(described.given ?? {});
  const bindings: Bindings = { ...requests };
  const problems: string[] = [];
  for (const exchange of [
    ...(described.before ?? []),
    { request: described.request, expect: described.expect, as: '' },
  ]) {
    const request = buildRequest(exchange.request, origin, token, bindings);
    const label = `${exchange.request.method} ${exchange.request.path}: `;
    const response = await fetch(request);
    const text = await response.text();
    problems.push(...checkAnswer(exchange.expect, response, text, bindings).map((problem) => label + problem));
    if (exchange.as && problems.length === 0) bindings[exchange.as] = JSON.parse(text);
  }
  return problems;
}
