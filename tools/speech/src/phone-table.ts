/** The nine mouth shapes in the order of their numbers: A–F of Preston Blair's chart, G (f, v), H (l), X (rest). */
export const SHAPES = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'X'] as const;
export type Shape = (typeof SHAPES)[number];

/** What the lips aim at during one sound: the shape, and opening, width, rounding from 0 to 1. */
export interface PhoneTarget {
  shape: Shape;
  opening: number;
  width: number;
  rounding: number;
}

const table = new Map<string, PhoneTarget>();

function define(symbols: string, shape: Shape, opening: number, width: number, rounding: number): void {
  for (const symbol of symbols) table.set(symbol, { shape, opening, width, rounding });
}

// Consonants: what the lips and the jaw do while the tongue makes the sound.
define('pbmɸβɓ', 'A', 0, 0.5, 0.1);
define('fv', 'G', 0.08, 0.5, 0.1);
define('ʋ', 'G', 0.12, 0.5, 0.1);
define('tdnɲʈɖɳɟʔθðɬɴɗ', 'B', 0.18, 0.6, 0);
define('szɕʑ', 'B', 0.1, 0.7, 0);
define('ʃʒʂʐ', 'B', 0.15, 0.3, 0.6);
define('kɡgŋxɣχʁħʕqcç', 'B', 0.25, 0.5, 0);
define('rɾɽɹɻʀ', 'B', 0.25, 0.45, 0.2);
define('jʝ', 'B', 0.2, 0.9, 0);
define('lɭʎɫɮ', 'H', 0.3, 0.55, 0);
define('hɦ', 'C', 0.4, 0.5, 0);
// Vowels, from close and spread to open, then the rounded ones.
define('iɨᵻ', 'B', 0.25, 0.95, 0);
define('ɪ', 'B', 0.3, 0.8, 0);
define('ɯ', 'B', 0.25, 0.7, 0);
define('e', 'C', 0.4, 0.8, 0);
define('ɛε', 'C', 0.55, 0.7, 0);
define('æ', 'C', 0.75, 0.7, 0);
define('əɘ', 'C', 0.45, 0.5, 0.1);
define('ʌɐ', 'C', 0.65, 0.5, 0);
define('aɑä', 'D', 0.95, 0.5, 0);
define('ɔɒ', 'E', 0.65, 0.2, 0.6);
define('oɤ', 'E', 0.5, 0.1, 0.8);
define('ɜɚɝɵœ', 'E', 0.42, 0.35, 0.4);
define('øʏ', 'E', 0.35, 0.2, 0.8);
define('uyʉ', 'F', 0.2, 0.05, 1);
define('ʊ', 'F', 0.3, 0.1, 0.8);
define('wɥʍ', 'F', 0.12, 0.05, 0.9);

const LENGTH_MARK = 'ː';

/** One sound of a phone label, with its share of the label's time. */
export interface Sound {
  symbol: string;
  share: number;
}

/**
 * Splits an IPA label (`"aɪ"`, `"t͡ʃ"`, `"ˈoː"`) into the sounds it is made of; a length mark adds .6 to the sound before it.
 * Stress, tones and diacritics are ignored; a label without any known sound is silence and gives no sounds.
 */
export function soundsOf(label: string): Sound[] {
  const sounds: Sound[] = [];
  for (const symbol of label.normalize('NFD')) {
    const last = sounds.at(-1);
    if (table.has(symbol)) sounds.push({ symbol, share: 1 });
    else if (symbol === LENGTH_MARK && last) last.share += 0.6;
  }
  const total = sounds.reduce((sum, sound) => sum + sound.share, 0);
  return sounds.map(({ symbol, share }) => ({ symbol, share: share / total }));
}

/** The target of one IPA symbol; `undefined` for a symbol that says nothing about the lips. */
export const targetOf = (symbol: string): PhoneTarget | undefined => table.get(symbol);

/** Sounds that shut the lips. */
export const isBilabial = (symbol: string): boolean => table.get(symbol)?.shape === 'A' && 'pbmɓ'.includes(symbol);
