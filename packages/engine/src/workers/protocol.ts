import type { SegmentAnalysis, SegmentRequest } from '../analysis/segment.js';
import type { Rendered, RenderRequest } from '../render/render-frame.js';
import type { VoiceFeatures } from '../voice/voice-features.js';

/** Asks what a mono sound says. */
export interface HearRequest {
  readonly task: 'hear';
  readonly pcm: Float32Array;
  readonly sampleRate: number;
}

/** What a worker thread can be asked. */
export type Request = SegmentRequest | HearRequest | RenderRequest;

/** What it answers. */
export type Reply<R extends Request> = R extends SegmentRequest
  ? SegmentAnalysis
  : R extends HearRequest
    ? VoiceFeatures
    : Rendered;
