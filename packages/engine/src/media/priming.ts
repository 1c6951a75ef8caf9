import { EncodedPacketSink, type InputAudioTrack, IsobmffInputFormat } from 'mediabunny';
import { aacCoreRate } from './aac-core.js';
import { bytesOf } from './bytes-of.js';
import { itunesPadding } from './itunes-padding.js';
import { mp3Padding } from './mp3-padding.js';

/** Samples at either end of a decoded sound that were not in the sound it was made from. */
export interface Padding {
  readonly start: number;
  readonly end: number;
}

const NONE: Padding = { start: 0, end: 0 };

/** Samples that FFmpeg's AAC encoder puts first, by which it tells itself in its first packet. */
const FFMPEG_START = 1024;
const FFMPEG_MARK = 'Lavc';

/** What others put first where nothing is said of it: Fraunhofer's 2048, Apple's 2112. */
const USUAL_START = 2048;

/** Samples, at the rate that is heard, by which a decoder of HE-AAC is late by itself. */
const SBR_DELAY = 962;

/** Where an Opus header says how many samples, at 48 kHz, to leave out (RFC 7845, section 5.1). */
const OPUS_PRE_SKIP = 10;

/**
 * What encoder and decoder add to a sound and its container leaves in. A container that leaves it out stamps the first
 * packet before 0; raw AAC, Matroska and Ogg do not.
 *
 * @param sampleRate of the decoded sound, which for HE-AAC is twice the coded one.
 */
export async function paddingOf(track: InputAudioTrack, path: string, sampleRate: number): Promise<Padding> {
  if (track.codec === 'mp3') return mp3Padding(path);
  const first = await new EncodedPacketSink(track).getFirstPacket();
  if (!first || first.timestamp < 0) return NONE;
  if (track.codec !== 'aac' && track.codec !== 'opus') return NONE;
  const config = await track.getDecoderConfig();
  if (track.codec === 'aac') {
    const usual = Buffer.from(first.data).includes(FFMPEG_MARK) ? FFMPEG_START : USUAL_START;
    const mp4 = (await track.input.getFormat()) instanceof IsobmffInputFormat;
    const told = mp4 ? await itunesPadding(path) : null;
    return aacPadding(told ?? { start: usual, end: 0 }, sampleRate, config);
  }
  if (!config?.description) return NONE;
  const header = bytesOf(config.description);
  const isWhole = header.length > OPUS_PRE_SKIP + 1;
  return { start: isWhole ? header[OPUS_PRE_SKIP]! | (header[OPUS_PRE_SKIP + 1]! << 8) : 0, end: 0 };
}

/** @param told in samples at the coded rate. */
function aacPadding(told: Padding, sampleRate: number, config: AudioDecoderConfig | null): Padding {
  const factor = config ? sampleRate / aacCoreRate(config) : 1;
  const late = factor > 1 ? SBR_DELAY : 0;
  return { start: factor * told.start + late, end: Math.max(0, factor * told.end - late) };
}
