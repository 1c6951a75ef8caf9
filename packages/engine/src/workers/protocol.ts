import type { SegmentAnalysis, SegmentRequest } from '../analysis/segment.js';
import type { Rendered, RenderRequest } from '../render/render-frame.js';

/** What a worker thread can be asked. */
export type Request = SegmentRequest | RenderRequest;

/** What it answers. */
export type Reply<R extends Request> = R extends SegmentRequest ? SegmentAnalysis : Rendered;
