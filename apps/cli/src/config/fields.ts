import { CliError } from '../errors/cli-error.js';
import { parseDuration, wholeNumber } from '../program/parsers.js';
import { suggest } from '../program/suggest.js';
import type { Profile } from './store.js';

/** A setting that a profile can hold. */
export interface Field {
  name: keyof Profile;
  description: string;
  parse(text: string): string | number;
}

/** The settings that `chamelaion config` reads and changes; the key is changed by login alone. */
export const fields: readonly Field[] = [
  { name: 'base_url', description: 'the service to talk to', parse: httpUrl },
  { name: 'timeout', description: 'how long sync and wait wait for a job', parse: duration },
  { name: 'concurrency', description: 'how many jobs of a batch are under way at once', parse: wholeNumber(1, 1000) },
  { name: 'requests_per_minute', description: 'how many jobs a batch starts in a minute', parse: wholeNumber(1) },
];

/** The field of that name, or an error that lists the names. */
export function fieldNamed(name: string): Field {
  const found = fields.find((field) => field.name === name);
  if (found) return found;
  const names = fields.map((field) => field.name);
  throw new CliError({
    code: 'unknown_setting',
    message: `There is no setting "${name}".`,
    hint: suggest(name, names) ?? `Use one of: ${names.join(', ')}`,
  });
}

function duration(text: string): string {
  parseDuration(text);
  return text;
}

function httpUrl(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text.replace(/\/+$/, '');
  throw new CliError({
    code: 'invalid_base_url',
    message: `${JSON.stringify(text)} is not an http(s) URL.`,
    hint: 'Give one such as http://127.0.0.1:4010/api',
  });
}
