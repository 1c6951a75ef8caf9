import type { LipsyncGenerateParams, LipsyncStatus } from '@chamelaion/contract';

/** One stage of a job's life. */
export interface ScriptStep {
  /** What a look at the job shows. Statuses that the contract does not know are allowed, to test for them. */
  status: LipsyncStatus;
  /** How many looks (a retrieve, or a list that shows the job) this stage lasts. Default 1; the last stage lasts for ever. */
  polls?: number;
  /** Why it failed. Only for `failed`; default `video URL is not accessible`. */
  error_message?: string;
  /** Where the video is. Only for `completed`; by default a URL that the kit answers with a few bytes. */
  output_url?: string;
}

/**
 * How jobs advance: stage by stage, as they are looked at.
 *
 * @example
 * ```ts
 * const script: JobScript = [{ status: 'queued', polls: 2 }, { status: 'processing' }, { status: 'completed' }];
 * ```
 */
export type JobScript = readonly [ScriptStep, ...ScriptStep[]];

/** What a script may depend on: the `reference_id` of a new job and, where it was started from URLs, its `inputs`. */
export interface ScriptSubject {
  reference_id?: string;
  inputs?: LipsyncGenerateParams['inputs'];
}

/** Queued at the first look, processing at the second, completed from the third on. */
export const defaultScript: JobScript = [{ status: 'queued' }, { status: 'processing' }, { status: 'completed' }];

/** The stage that the look number `look` (the first is 0) shows. */
export function stepAt(script: JobScript, look: number): ScriptStep {
  let end = 0;
  for (const step of script.slice(0, -1)) {
    end += step.polls ?? 1;
    if (look < end) return step;
  }
  return script.at(-1)!;
}
