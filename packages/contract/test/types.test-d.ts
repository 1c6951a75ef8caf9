import { expectTypeOf } from 'vitest';
import type {
  BodyOf,
  LipsyncGenerateWithMediaParams,
  LipsyncRequest,
  OperationHandlers,
  PathOf,
  ResponseOf,
} from '../src/index.js';

// Binary fields are Blobs.
expectTypeOf<LipsyncGenerateWithMediaParams['video']>().toEqualTypeOf<Blob>();

// The status is open, and its known values complete.
expectTypeOf<'a status of tomorrow'>().toExtend<LipsyncRequest['status']>();

// An operation's inputs and answer are typed by its id.
expectTypeOf<PathOf<'lipsync.requests.retrieve'>>().toEqualTypeOf<{ id: string }>();
expectTypeOf<BodyOf<'health.check'>>().toEqualTypeOf<undefined>();
expectTypeOf<ResponseOf<'lipsync.requests.retrieve'>>().toEqualTypeOf<LipsyncRequest>();

// A service that lacks a handler does not compile.
// @ts-expect-error five handlers are missing
const incomplete: OperationHandlers<null> = { 'health.check': () => ({ status: 'ok' }) };
void incomplete;
