/** A voice made of a person's recordings, that Debian ships with a synthesiser which tells its phone times. */
export interface HumanVoice {
  engine: 'flite' | 'festival';
  /** The Debian packages that bring it. */
  packages: readonly string[];
  /** BCP 47. */
  language: string;
  licence: string;
  /** Whether the licence lets anybody use what is made with it under any terms. */
  permissive: boolean;
  /** Text encoding that the voice reads. */
  encoding: string;
  /** The voice's phone names in IPA; names that are not listed are taken as they are. */
  phones: Readonly<Record<string, string>>;
}

const SILENCE = { '#': '', pau: '', _: '' };

const american: Record<string, string> = {
  ...SILENCE,
  ...named(
    'aa:ɑ ae:æ ah:ʌ ao:ɔ aw:aʊ ax:ə axr:ɚ ay:aɪ ch:tʃ dh:ð eh:ɛ er:ɜ ey:eɪ hh:h ih:ɪ iy:i jh:dʒ ng:ŋ ow:oʊ oy:ɔɪ r:ɹ sh:ʃ ' +
      'th:θ uh:ʊ uw:u y:j zh:ʒ',
  ),
};
const british = {
  ...SILENCE,
  ...named(
    '@:ə @@:ɜː a:æ aa:ɑː ai:aɪ au:aʊ ch:tʃ dh:ð e:ɛ e@:ɛə ei:eɪ i:ɪ i@:ɪə ii:iː jh:dʒ ng:ŋ o:ɒ oi:ɔɪ oo:ɔː ou:əʊ r:ɹ sh:ʃ ' +
      'th:θ u:ʊ u@:ʊə uh:ʌ uu:uː y:j zh:ʒ',
  ),
};
const italian = {
  ...SILENCE,
  e1: 'e',
  E: 'ɛ',
  E1: 'ɛ',
  O: 'ɔ',
  O1: 'ɔ',
  L: 'ʎ',
  J: 'ɲ',
  S: 'ʃ',
  tS: 'tʃ',
  dZ: 'dʒ',
  ng: 'ŋ',
};
const russian = {
  ...SILENCE,
  ...{
    ay: 'a',
    ae: 'a',
    ii: 'i',
    ee: 'e',
    aa: 'a',
    oo: 'o',
    uu: 'u',
    ur: 'u',
    y: 'j',
    j: 'j',
    yy: 'ɨ',
    ch: 'tʃ',
    sh: 'ʃ',
  },
  ...{ sch: 'ʃ', zh: 'ʒ', c: 'ts', h: 'x', hh: 'x' },
};
const finnish = { ...SILENCE, '@': 'æ', '@:': 'æː', N: 'ŋ', 'N:': 'ŋː', '7': 'ø', '7:': 'øː', v: 'ʋ' };
const czech = {
  ...SILENCE,
  ...{
    ch: 'x',
    'c~': 'tʃ',
    'd~': 'ɟ',
    't~': 'c',
    'n~': 'ɲ',
    'n*': 'ŋ',
    'r~': 'ʒ',
    'r~*': 'ʃ',
    's~': 'ʃ',
    'z~': 'ʒ',
    c: 'ts',
  },
};
const catalan = {
  ...SILENCE,
  E: 'ɛ',
  E1: 'ɛ',
  O: 'ɔ',
  O1: 'ɔ',
  J: 'ɲ',
  L: 'ʎ',
  Z: 'ʒ',
  ax: 'ə',
  x: 'ʃ',
  S: 'ʃ',
  rr: 'r',
  ng: 'ŋ',
};
const hindi = {
  ...american,
  T: 'ʈ',
  D: 'ɖ',
  a: 'ə',
  bh: 'b',
  kh: 'k',
  gh: 'ɡ',
  ph: 'p',
  oh: 'o',
  dh: 'd',
  th: 't',
  v: 'ʋ',
};

const flite = (licence = 'CMU (BSD-like)'): HumanVoice => ({
  engine: 'flite',
  packages: ['flite'],
  language: 'en',
  licence,
  permissive: true,
  encoding: 'utf-8',
  phones: american,
});
const festival = (
  language: string,
  packages: string[],
  licence: string,
  encoding: string,
  phones: Record<string, string>,
): HumanVoice => ({
  engine: 'festival',
  packages: ['festival', ...packages],
  language,
  licence,
  permissive: /BSD/.test(licence),
  encoding,
  phones,
});

/** Names of sounds from a list of `name:IPA`. */
function named(pairs: string): Record<string, string> {
  return Object.fromEntries(pairs.split(' ').map((pair) => pair.split(':') as [string, string]));
}

/** Every human voice that is known here; the name is the one its synthesiser uses. */
export const HUMAN_VOICES: Readonly<Record<string, HumanVoice>> = {
  awb: flite(),
  kal16: flite(),
  rms: flite(),
  slt: flite(),
  ked_diphone: festival('en', ['festvox-kdlpc16k'], 'CSTR (BSD-like)', 'latin1', american),
  rab_diphone: festival('en', ['festvox-rablpc16k'], 'CSTR (BSD-like)', 'latin1', british),
  don_diphone: festival('en', ['festvox-don'], 'CSTR (BSD-like)', 'latin1', british),
  msu_ru_nsh_clunits: festival('ru', ['festvox-ru'], 'BSD-like', 'utf-8', russian),
  hindi_NSK_diphone: festival('hi', ['festival-hi', 'festvox-hi-nsk'], 'GPL-2+', 'utf-8', hindi),
  lp_diphone: festival('it', ['festlex-ifd', 'festvox-italp16k'], 'GPL-2+', 'latin1', italian),
  pc_diphone: festival('it', ['festlex-ifd', 'festvox-itapc16k'], 'GPL-2+', 'latin1', italian),
  czech_dita: festival('cs', ['festival-czech', 'festvox-czech-dita'], 'GPL-3+', 'iso-8859-2', czech),
  czech_machac: festival('cs', ['festival-czech', 'festvox-czech-machac'], 'GPL-3+', 'iso-8859-2', czech),
  czech_krb: festival('cs', ['festival-czech', 'festvox-czech-krb'], 'GPL-3+', 'iso-8859-2', czech),
  czech_ph: festival('cs', ['festival-czech', 'festvox-czech-ph'], 'GPL-2+', 'iso-8859-2', czech),
  suo_fi_lj_diphone: festival('fi', ['festvox-suopuhe-lj'], 'LGPL-2', 'latin1', finnish),
  hy_fi_mv_diphone: festival('fi', ['festvox-suopuhe-mv'], 'LGPL-2', 'latin1', finnish),
  upc_ca_ona_hts: festival('ca', ['festival-ca', 'festvox-ca-ona-hts'], 'LGPL-2.1+', 'iso-8859-15', catalan),
};
