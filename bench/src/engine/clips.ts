import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sampleMedia } from '@chamelaion/sample';

/** A video and the voice it is dubbed with. */
export interface Clip {
  readonly name: string;
  readonly video: string;
  readonly audio: string;
}

/** Real clips where CHAMELAION_TEST_MEDIA names a folder that has them, and always the drawn head. */
export async function benchClips(): Promise<Clip[]> {
  const clips: Clip[] = [];
  const folder = process.env['CHAMELAION_TEST_MEDIA'];
  for (const [speaker, voice] of [
    ['a', 'b'],
    ['b', 'a'],
  ] as const) {
    const video = folder ? join(folder, `speaker-${speaker}.mp4`) : '';
    const audio = folder ? join(folder, `voice-${voice}.wav`) : '';
    if (folder && existsSync(video) && existsSync(audio)) clips.push({ name: `speaker-${speaker}`, video, audio });
    else
      console.log(`speaker-${speaker}.mp4 and voice-${voice}.wav: skipped, CHAMELAION_TEST_MEDIA has no such files.`);
  }
  clips.push({ name: 'drawn-head', ...(await sampleMedia()) });
  return clips;
}
