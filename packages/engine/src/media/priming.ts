import { EncodedPacketSink, type InputAudioTrack } from 'mediabunny';
import { aacCoreRate } from './aac-core.js';
import { itunesPadding } from './itunes-padding.js';
import { mp3Padding } from './mp3-padding.js';

/** Samples at either end of a decoded sound that were not in the sound it was made from. */
export interface Padding {
  readonly start: number;
  readonly end: number;
}

const NONE: Padding = { start: 0, end: 0 };

/** Samples of an AAC frame: the first one only starts the decoder's overlapping windows (ISO/IEC 14496-3). */
const AAC_FRAME = 1024;

/** The same of HE-AAC, whose encoders take twice as long, and what its decoder is late by itself, at the rate that is heard. */
const HE_AAC_START = 2048;
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
  const first = await new EncodedPacketSink(track).getFirstPacket({ metadataOnly: true });
  if (!first || first.timestamp < 0) return NONE;
  const config = await track.getDecoderConfig();
  if (track.codec === 'aac') return aacPadding(path, sampleRate, config ? aacCoreRate(config) : sampleRate);
  if (track.codec !== 'opus') return NONE;
  const header = config?.description;
  if (!header) return NONE;
  const bytes = ArrayBuffer.isView(header)
    ? new DataView(header.buffer, header.byteOffset, header.byteLength)
    : new DataView(header);
  return { start: bytes.byteLength > OPUS_PRE_SKIP + 1 ? bytes.getUint16(OPUS_PRE_SKIP, true) : 0, end: 0 };
}

async function aacPadding(path: string, sampleRate: number, coreRate: number): Promise<Padding> {
  const told = await itunesPadding(path);
  const twice = sampleRate > coreRate;
  const start = told?.start ?? (twice ? HE_AAC_START : AAC_FRAME);
  const late = twice ? SBR_DELAY : 0;
  const factor = sampleRate / coreRate;
  return { start: factor * start + late, end: Math.max(0, factor * (told?.end ?? 0) - late) };
}
