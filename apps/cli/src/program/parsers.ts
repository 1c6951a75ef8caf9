import { CliError } from '../errors/cli-error.js';

const UNITS: Record<string, number> = { '': 1000, s: 1000, m: 60_000, h: 3_600_000 };

/** A length of time, `90`, `90s`, `15m` or `2h`, in milliseconds; a bare number is seconds. */
export function parseDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)([smh]?)$/.exec(text.trim());
  if (!match) throw invalid(text, 'a length of time', '90, 90s, 15m or 2h');
  return Number(match[1]) * (UNITS[match[2] as string] as number);
}

/** A parser for whole numbers from `least` to `most`. */
export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isInteger(value) && value >= least && value <= most) return value;
    const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
    throw invalid(text, `a whole number ${range}`, String(Math.max(least, 1)));
  };
}

/** A parser for JSON values. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(text, 'JSON', `'{"name": "value"}'`);
  }
}

const invalid = (text: string, what: string, example: string): CliError =>
  new CliError({
    code: 'invalid_value',
    message: `${JSON.stringify(text)} is not ${what}.`,
    hint: `Give one such as ${example}`,
  });
