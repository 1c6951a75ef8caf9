/** What one setting of the server is: its environment variable, its default and how its text is read. */
export interface Option<T> {
  /** Environment variable that sets it. */
  env: string;
  /** Kind of value, for people: `number`, `text`, `URL`, `list`, `command`. */
  kind: string;
  /** Used when nothing sets it. */
  fallback: T;
  /** What it means, with its unit. */
  about: string;
  /** Turns the variable's text into the value, or throws a sentence about what is wrong with it. */
  read(text: string): T;
}

/** The reason why a setting's text was refused. */
export class SettingProblem extends Error {}

/** A number with inclusive bounds. */
export function number(env: string, fallback: number, about: string, min = 0, max = Number.MAX_SAFE_INTEGER) {
  const read = (text: string) => {
    const value = Number(text);
    if (text.trim() === '' || !(value >= min && value <= max)) {
      throw new SettingProblem(`must be a number from ${min} to ${max}, is ${JSON.stringify(text)}`);
    }
    return value;
  };
  return { env, kind: 'number', fallback, about, read } satisfies Option<number>;
}

/** A whole number with inclusive bounds. */
export function integer(env: string, fallback: number, about: string, min: number, max = Number.MAX_SAFE_INTEGER) {
  const read = (text: string) => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isInteger(value) || value < min || value > max) {
      throw new SettingProblem(`must be a whole number from ${min} to ${max}, is ${JSON.stringify(text)}`);
    }
    return value;
  };
  return { env, kind: 'number', fallback, about, read } satisfies Option<number>;
}

/** A text with a default. */
export function text(env: string, fallback: string, about: string): Option<string> {
  return { env, kind: 'text', fallback, about, read: (value) => value };
}

/** A text that may be absent. */
export function optional(env: string, about: string): Option<string | undefined> {
  return { env, kind: 'text', fallback: undefined, about, read: (value) => value };
}

/** An address of the web, which may be absent. */
export function url(env: string, about: string): Option<string | undefined> {
  const read = (value: string) => {
    if (/^https?:\/\/[^/]/.test(value) && URL.canParse(value)) return value;
    throw new SettingProblem(`must be a URL that begins with http:// or https://, is ${JSON.stringify(value)}`);
  };
  return { env, kind: 'URL', fallback: undefined, about, read };
}

/** A command line; its words are apart by spaces, and hold none. */
export function command(env: string, about: string): Option<string[]> {
  const read = (value: string) => value.split(' ').filter((word) => word !== '');
  return { env, kind: 'command', fallback: [], about, read };
}

/** A comma-separated list of what `fits`; `entries` says what that is. */
export function list(env: string, entries: string, fits: (entry: string) => boolean, about: string): Option<string[]> {
  const read = (value: string) => {
    const all = value.split(',').map((entry) => entry.trim());
    const given = all.filter((entry) => entry !== '');
    const odd = given.find((entry) => !fits(entry));
    if (odd !== undefined) throw new SettingProblem(`must be a list of ${entries}; ${JSON.stringify(odd)} is none`);
    return given;
  };
  return { env, kind: 'list', fallback: [], about, read };
}

/** One of a few words. */
export function oneOf<const W extends string>(env: string, words: readonly W[], fallback: W, about: string): Option<W> {
  const read = (value: string): W => {
    const word = words.find((candidate) => candidate === value);
    if (word === undefined) {
      throw new SettingProblem(`must be one of ${words.join(', ')}, is ${JSON.stringify(value)}`);
    }
    return word;
  };
  return { env, kind: words.join(' \\| '), fallback, about, read };
}
