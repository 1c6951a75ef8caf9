import type { HumanSpeech } from './human.js';
import type { Phone } from './synthesize.js';

/** Stops end in silence of their own. */
const STOP = /[ptkbdɡgqcʈɖɟ]$/;
/** Decibels under the loudest twentieth of the utterance at which a sound is over. */
const OVER = 35;
/** Seconds that are looked at in one step, and by which a sound may be over before its label at most. */
const STEP = 0.005;
const LATEST = 0.06;

/**
 * Some voices label the last sound before a pause as longer than it is heard. Moves the end of such a sound to where it is over
 * (half of it and 60 ms at most), and the start of the pause with it.
 *
 * @returns new phones, still gapless.
 */
export function endWithSound({ pcm, sampleRate, phones: labelled }: HumanSpeech): Phone[] {
  const phones = labelled.map((phone) => ({ ...phone }));
  const length = Math.round(STEP * sampleRate);
  const power = (step: number) =>
    pcm.subarray(step * length, (step + 1) * length).reduce((sum, x) => sum + x * x, 0) / length;
  const all = Array.from({ length: Math.floor(pcm.length / length) }, (_, step) => power(step)).sort((a, b) => a - b);
  const quiet = (all[Math.floor(0.95 * all.length)] ?? 0) / 10 ** (OVER / 10);
  for (let i = 0; i + 1 < phones.length; i++) {
    const [last, pause] = [phones[i]!, phones[i + 1]!];
    if (!last.phone || pause.phone || STOP.test(last.phone)) continue;
    const limit = Math.max((last.start + last.end) / 2, last.end - LATEST);
    while (last.end - STEP > limit && power(Math.round(last.end / STEP) - 1) < quiet) last.end -= STEP;
    pause.start = last.end;
  }
  return phones;
}
