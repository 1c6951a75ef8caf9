import {
  AdtsOutputFormat,
  AudioSample,
  AudioSampleSource,
  FilePathTarget,
  MkvOutputFormat,
  Mp4OutputFormat,
  OggOutputFormat,
  Output,
  WebMOutputFormat,
} from 'mediabunny';
import { installWebCodecs } from '../src/media/webcodecs.js';

const containers = {
  aac: AdtsOutputFormat,
  mkv: MkvOutputFormat,
  m4a: Mp4OutputFormat,
  ogg: OggOutputFormat,
  webm: WebMOutputFormat,
};

/** Writes a mono sound as other programs might; the ending of `output` names the container. */
export async function record(
  output: string,
  codec: 'aac' | 'opus',
  data: Float32Array,
  sampleRate: number,
): Promise<void> {
  installWebCodecs();
  const Format = containers[output.slice(output.lastIndexOf('.') + 1) as keyof typeof containers];
  const file = new Output({ format: new Format(), target: new FilePathTarget(output) });
  const source = new AudioSampleSource({ codec, bitrate: 96e3 });
  file.addAudioTrack(source);
  await file.start();
  const sample = new AudioSample({ data, format: 'f32', numberOfChannels: 1, sampleRate, timestamp: 0 });
  await source.add(sample);
  sample.close();
  await file.finalize();
}
