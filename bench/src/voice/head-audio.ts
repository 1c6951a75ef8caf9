import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { MouthTrack } from '@chamelaion/engine';
import { Processor } from '@met4citizen/headaudio/modules/processor.mjs';
import { Training } from '@met4citizen/headaudio/modules/training.mjs';
import { type Cue, trackOfCues } from './cues.js';

/** Its visemes in their order (aa E I O U PP SS TH DD FF kk nn RR CH, silence) as our shapes. */
const SHAPES: readonly Cue['shape'][] = [...'DCBEFABBBGBBBBX'] as Cue['shape'][];
/** Seconds by which its vote over six steps of 16 ms is late; taken off, as nobody here waits for it. */
const VOTE = 0.04;

/** HeadAudio (Gaussian prototypes on MFCCs, made for browsers) with the model that it comes with. */
export async function headAudioTrack(pcm: Float32Array, sampleRate: number): Promise<MouthTrack> {
  const path = createRequire(import.meta.url).resolve('@met4citizen/headaudio/dist/model-en-mixed.bin');
  const url = `data:application/octet-stream;base64,${readFileSync(path).toString('base64')}`;
  const { model } = await new Training().loadModel(url);
  const cues: Cue[] = [];
  const postMessage = ({ event, viseme, t }: { event: string; viseme?: number | null; t: number }) => {
    if (event === 'ended') cues.push({ start: t - VOTE, shape: 'X' });
    if (event === 'viseme' && typeof viseme === 'number') cues.push({ start: t - VOTE, shape: SHAPES[viseme]! });
  };
  const processor = new Processor({ sampleRate }, { port: { onmessage: null, postMessage } });
  processor._onmessage({ data: { event: 'model', model } });
  processor.process(pcm);
  return trackOfCues(cues, pcm.length / sampleRate);
}
