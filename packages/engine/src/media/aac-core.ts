import { bytesOf } from './bytes-of.js';

/** Rates by their number in an AudioSpecificConfig (ISO/IEC 14496-3, table 1.18). */
const RATES = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350];

/**
 * Samples a second that an AAC stream is coded at. That of HE-AAC is half of what is heard: its upper half is made by the
 * decoder (SBR), and a file may tell either rate beside its AudioSpecificConfig.
 */
export function aacCoreRate({ codec, sampleRate, description }: AudioDecoderConfig): number {
  if (!codec.startsWith('mp4a.40.') || !description) return sampleRate;
  const bytes = bytesOf(description);
  if (bytes.length < 2) return sampleRate;
  const told = RATES[((bytes[0]! & 7) << 1) | (bytes[1]! >> 7)];
  return told !== undefined && 2 * told === sampleRate ? told : sampleRate;
}
