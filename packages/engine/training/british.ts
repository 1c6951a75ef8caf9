/** Speaks two Englishmen's tapes: `tsx british.ts <cache folder>`. Their Debian packages lie unpacked in `british` there. */
import { join } from 'node:path';
import { speakHuman } from '@chamelaion/speech';
import { Random } from './random.js';
import { writePerson } from './tape.js';
import { declaration, swapped, wordRows } from './texts.js';

const FOLDER = 'usr/share/festival/voices/english';

/** The CMU dictionary's sounds that the British voices call otherwise, and its vowels before an r, which is not spoken. */
const OTHERS =
  '(aa o) (ae a) (ah uh) (ao oo) (aw au) (ax @) (ay ai) (eh e) (er @@) (ey ei) (ih i) (iy ii) (ow ou) (oy oi) (uh u) (uw uu) (hh h)';
const BEFORE_R = '(aa aa) (ae e@) (ah @@) (ao oo) (ax @) (eh e@) (ih i@) (iy i@) (uh u@)';

/** Has festival load a voice whose own dictionary may not be used for everything: its words come from the CMU dictionary. */
const setup = (folder: string, name: string) => `
(define (setup_oald_lex) t)
(set! voice-locations (cons (cons '${name} "${folder}/") voice-locations))
(load "${folder}/festvox/${name}.scm")
(setup_cmu_lex)
(define (sounds phones)
  (if phones
    (let ((before_r (and (cdr phones) (eq (cadr phones) 'r) (assoc (car phones) '(${BEFORE_R})))))
      (if before_r
        (cons (cadr before_r) (sounds (cddr phones)))
        (cons (or (cadr (assoc (car phones) '(${OTHERS}))) (car phones)) (sounds (cdr phones)))))))
(define (british word features)
  (lex.select "cmu")
  (let ((syllables (caddr (lex.lookup word nil))))
    (lex.select "oald")
    (list word nil (mapcar (lambda (syllable) (list (sounds (car syllable)) (cadr syllable))) syllables))))
(lex.create "oald")
(lex.set.phoneset "mrpa")
(lex.set.lts.method 'british)
`;

const cache = process.argv[2]!;
for (const [index, name] of ['rab_diphone', 'don_diphone'].entries()) {
  const random = new Random(2000 + index);
  // Italian, Finnish and Spanish as an Englishman would read them: other sounds beside each other.
  const sentences = ['eng', 'ita', 'fin', 'spa'].flatMap((code) => declaration(cache, code));
  const texts = [...sentences, ...swapped(sentences, random), ...wordRows(220, random)];
  const utterances = await speakHuman(name, texts, setup(join(cache, 'british', FOLDER, name), name));
  writePerson(cache, name, utterances, () => random);
}
