import { InvalidOptionError } from './errors/invalid-option.js';

/**
 * Which request is meant: its UUID, its `reference_id`, or anything that carries one of them, such as the answer to
 * `lipsync.generate` or a request read earlier. A `reference_id` stands for its newest request at the first look; the
 * wait then stays with that one.
 */
export type WaitTarget = string | { readonly request_id: string } | { readonly id: string };

/** The id to look a target up by. */
export function idOf(target: WaitTarget): string {
  const id = typeof target === 'string' ? target : 'request_id' in target ? target.request_id : target.id;
  if (typeof id !== 'string' || id.trim() === '') {
    throw new InvalidOptionError('target', 'is empty: pass a request id, a reference_id or the answer to generate');
  }
  return id;
}
