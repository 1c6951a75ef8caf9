import { randomUUID } from 'node:crypto';
import { ApiError } from '../errors/api-error.js';
import type { Service } from '../service.js';
import { claimKey } from '../store/idempotency.js';
import { type InputSource, insertRequest } from '../store/requests.js';
import type { CallContext } from './context.js';

/** A lip sync to be accepted. Uploaded files are moved into storage, which happens before the request is stored. */
export interface NewLipsync {
  video: InputSource | { path: string };
  audio: InputSource | { path: string };
  maxFace: boolean;
  referenceId: string | undefined;
}

/**
 * Accepts a lip sync: stored and queued in one transaction, with its Idempotency-Key.
 *
 * @returns the id of the request; an earlier one's where the key was used before with the same body
 * @throws ApiError `token_limit_reached`, `idempotency_conflict`, `unauthorized`
 */
export async function acceptLipsync(service: Service, context: CallContext, lipsync: NewLipsync): Promise<string> {
  const { database, queue, storage } = service;
  const token = context.token!;
  const id = randomUUID();
  const jobId = randomUUID();
  const stored: string[] = [];
  const store = async (input: 'video' | 'audio'): Promise<InputSource> => {
    const source = lipsync[input];
    if (!('path' in source)) return source;
    const key = `inputs/${id}/${input}`;
    stored.push(key);
    await storage.put(source.path, key);
    return { key };
  };
  // What cannot be removed now is removed by the next sweep.
  const dropStored = () => Promise.allSettled(stored.map((key) => storage.remove(key)));

  const { referenceId, maxFace } = lipsync;
  const puts = [store('video'), store('audio')] as const;
  const [video, audio] = await Promise.all(puts).catch(async (error) => {
    await Promise.allSettled(puts);
    await dropStored();
    throw error;
  });
  try {
    const accepted = await database.transaction(async (tx) => {
      if (context.idempotencyKey !== undefined) {
        const claim = {
          account: token.account,
          key: context.idempotencyKey,
          fingerprint: context.fingerprint!,
          requestId: id,
        };
        const owner = await claimKey(tx, claim);
        if (owner !== id) return owner;
      }
      if (context.isSpent) throw new ApiError('token_limit_reached');
      const isStored = await insertRequest(tx, {
        id,
        account: token.account,
        tokenId: token.id,
        referenceId,
        maxFace,
        video,
        audio,
        jobId,
      });
      if (!isStored) throw new ApiError('unauthorized');
      await queue.add(id, { jobId, db: tx });
      return id;
    });
    if (accepted !== id) await dropStored();
    else service.wakeWorker();
    return accepted;
  } catch (error) {
    // After any other error the commit may have happened: then the files are needed, else the sweep removes them.
    if (ApiError.isInstance(error)) await dropStored();
    throw error;
  }
}
