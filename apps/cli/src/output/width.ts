import { stripVTControlCharacters } from 'node:util';

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence is what is looked for
const ESCAPE = /\u001b\[[0-9;]*m/y;

const cells = (character: string): number => (WIDE.test(character) ? 2 : 1);

/** How many terminal columns a text takes; colours take none. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of stripVTControlCharacters(text)) width += cells(character);
  return width;
}

/** The text cut to so many columns, ending in `…` where something was cut; colours are kept and closed. */
export function truncate(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let kept = '';
  let width = 0;
  for (let at = 0; at < text.length; ) {
    ESCAPE.lastIndex = at;
    const sequence = ESCAPE.exec(text);
    if (sequence) {
      kept += sequence[0];
      at += sequence[0].length;
      continue;
    }
    const character = String.fromCodePoint(text.codePointAt(at) as number);
    if (width + cells(character) > columns - 1) break;
    kept += character;
    width += cells(character);
    at += character.length;
  }
  return kept.includes('\u001b[') ? `${kept}…\u001b[0m` : `${kept}…`;
}

/** The text filled with spaces to so many columns. */
export const pad = (text: string, columns: number): string =>
  text + ' '.repeat(Math.max(0, columns - displayWidth(text)));

/** The text with control characters taken out: names from elsewhere cannot steer the terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
export const printable = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
