import type { LipsyncRequest, LipsyncStatus } from './names.gen.js';

/** The statuses known today, in the order in which a request passes through them. The service may add more. */
export const lipsyncStatuses = ['queued', 'processing', 'completed', 'failed'] as const;

/** A status known today. */
export type KnownLipsyncStatus = (typeof lipsyncStatuses)[number];

/** A request that completed, with the URL of its video. */
export type CompletedLipsyncRequest = LipsyncRequest & { status: 'completed'; output_url: string };

/**
 * Whether a request with this status will not change any more: `completed` or `failed`.
 * A status that is not known counts as unfinished.
 *
 * @example
 * ```ts
 * while (!isTerminal(request.status)) request = await client.lipsync.requests.retrieve(request.id);
 * ```
 */
export function isTerminal(status: LipsyncStatus): status is 'completed' | 'failed' {
  return status === 'completed' || status === 'failed';
}
