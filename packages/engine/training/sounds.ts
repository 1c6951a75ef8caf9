/**
 * Classes of sounds that training tells apart beside the mouth shapes: what is hard to hear (m from n, p from t) shares a shape
 * with what is easy, so the shapes alone teach it badly. Number 0 is silence.
 */
const CLASSES = [
  ...['m', 'nɲɳɴ', 'ŋ', 'pɸ', 'bβɓ', 'tʈcʔ', 'dɖɟɗ', 'kq', 'ɡgɢ', 'fvʋ', 'szɕʑ', 'ʃʒʂʐ', 'θð', 'hɦxɣχʁħʕç', 'lɭʎɫɮɬ'],
  ...['rɾɽɹɻʀ', 'wɥʍ', 'jʝ', 'iɨᵻɪɯ', 'eɛε', 'æaä', 'əɘʌɐ', 'ɑɔɒ', 'oɤʊ', 'uʉ', 'yøʏœɜɚɝɵ'],
];

const numbers = new Map(CLASSES.flatMap((symbols, i) => Array.from(symbols, (symbol) => [symbol, i + 1] as const)));

/** The class of one IPA symbol; 0 for one that is not known. */
export const soundClass = (symbol: string): number => numbers.get(symbol) ?? 0;

/** Whether a sound is made by shutting the way of the breath and letting it burst open: p, b, t, d, k, g and their like. */
export const isStop = (symbol: string): boolean => soundClass(symbol) >= 4 && soundClass(symbol) <= 9;
