import { EncodedPacketSink, type InputAudioTrack } from 'mediabunny';
import { mp3Padding } from './mp3-padding.js';

/** Samples at either end of a decoded sound that were not in the sound it was made from. */
export interface Padding {
  readonly start: number;
  readonly end: number;
}

const NONE: Padding = { start: 0, end: 0 };

/** Samples of an AAC frame: the first one only starts the decoder's overlapping windows (ISO/IEC 14496-3). */
const AAC_FRAME = 1024;

/** Where an Opus header says how many samples, at 48 kHz, to leave out (RFC 7845, section 5.1). */
const OPUS_PRE_SKIP = 10;

/**
 * What encoder and decoder add to a sound and its container leaves in. A container that leaves it out stamps the first
 * packet before 0; raw AAC, Matroska and Ogg do not.
 *
 * @param sampleRate of the decoded sound, which for AAC may be twice what the file says.
 */
export async function paddingOf(track: InputAudioTrack, path: string, sampleRate: number): Promise<Padding> {
  if (track.codec === 'mp3') return mp3Padding(path);
  const first = await new EncodedPacketSink(track).getFirstPacket({ metadataOnly: true });
  if (!first || first.timestamp < 0) return NONE;
  if (track.codec === 'aac') return { start: (AAC_FRAME * sampleRate) / track.sampleRate, end: 0 };
  if (track.codec !== 'opus') return NONE;
  const header = (await track.getDecoderConfig())?.description;
  if (!header) return NONE;
  const bytes = ArrayBuffer.isView(header)
    ? new DataView(header.buffer, header.byteOffset, header.byteLength)
    : new DataView(header);
  return { start: bytes.byteLength > OPUS_PRE_SKIP + 1 ? bytes.getUint16(OPUS_PRE_SKIP, true) : 0, end: 0 };
}
