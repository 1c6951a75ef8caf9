import type { CompletedLipsyncRequest, LipsyncGenerate, LipsyncRequest } from '@chamelaion/contract';
import type { Chamelaion } from 'chamelaion';
import { expectTypeOf } from 'vitest';
import type * as browser from '../src/index.js';
import {
  DownloadError,
  type DownloadErrorCode,
  download,
  type JobOutcome,
  LipsyncFailedError,
  type RetrievingClient,
  sync,
  WaitTimeoutError,
  type WaitUpdate,
  waitForCompletion,
  waitForMany,
  watch,
} from '../src/index.js';
import type * as node from '../src/node.js';

declare const client: Chamelaion;
declare const handMade: { lipsync: { requests: { retrieve(id: string): Promise<LipsyncRequest> } } };
declare const generate: LipsyncGenerate;
declare const completed: CompletedLipsyncRequest;
declare const error: unknown;

// The client itself, and anything of its shape, will do.
expectTypeOf(client).toExtend<RetrievingClient>();
expectTypeOf(waitForCompletion(handMade, 'id')).resolves.toEqualTypeOf<CompletedLipsyncRequest>();
// @ts-expect-error this cannot look anything up
void waitForCompletion({ lipsync: {} }, 'id');
// @ts-expect-error this cannot read the list
void waitForMany(handMade, ['id']);

// Ids, receipts and requests are targets; numbers are not.
void waitForCompletion(client, generate);
void waitForCompletion(client, completed, { signal: undefined, timeoutMs: Number.POSITIVE_INFINITY });
// @ts-expect-error a number is no id
void waitForCompletion(client, 42);
// @ts-expect-error the option says its unit
void waitForCompletion(client, 'id', { timeout: 5 });

// What comes back needs no assertion.
expectTypeOf(completed.output_url).toBeString();
expectTypeOf(watch(client, 'id')).toExtend<AsyncIterable<WaitUpdate>>();
expectTypeOf(waitForMany(client, { reference_id: 'season-2' }).all()).resolves.toEqualTypeOf<JobOutcome[]>();
declare const outcome: JobOutcome;
if (outcome.ok) expectTypeOf(outcome.request).toEqualTypeOf<CompletedLipsyncRequest>();
else expectTypeOf(outcome.error).toBeUnknown();

// Errors narrow.
if (WaitTimeoutError.isInstance(error)) expectTypeOf(error.id).toBeString();
if (LipsyncFailedError.isInstance(error)) expectTypeOf(error.request).toEqualTypeOf<LipsyncRequest>();
if (DownloadError.isInstance(error)) expectTypeOf(error.code).toEqualTypeOf<DownloadErrorCode>();

// Places to write to.
void download(client, completed, 'out.mp4');
void download(client, completed, new WritableStream<Uint8Array>());
void download(client, completed, process.stdout);
// @ts-expect-error a number is no place
void download(client, completed, 1);

// Everything that the client uploads.
void sync(client, { video: 'talk.mp4', audio: new Blob([]), output: 'out.mp4' });
void sync(client, { video: new URL('https://example.com/a.mp4'), audio: 'https://example.com/a.wav' });
// @ts-expect-error a number is no video
void sync(client, { video: 1, audio: 'voice.wav' });
// @ts-expect-error there is no dubbing without a voice
void sync(client, { video: 'talk.mp4' });

// Both builds offer the same values.
type ValuesOf<T> = { [K in keyof T]: T[K] };
expectTypeOf<ValuesOf<typeof node>>().toEqualTypeOf<ValuesOf<typeof browser>>();
