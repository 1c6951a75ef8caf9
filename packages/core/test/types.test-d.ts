/** The public surface as types: compiled by `pnpm typecheck`, never run. */
import Chamelaion, {
  type APIPromise,
  type AuthenticationError,
  type BadRequestError,
  type ClientOptions,
  type ErrorOf,
  type InternalServerError,
  type InvalidResponseError,
  type LipsyncGenerate,
  type LipsyncGenerateParams,
  type LipsyncGenerateWithMediaParams,
  type LipsyncRequest,
  type LipsyncRequestListParams,
  type LipsyncRequestListResponse,
  type Middleware,
  NotFoundError,
  type Page,
  type PagePromise,
  PossiblyAcceptedError,
  type RateLimitError,
  type RequestOptions,
  type TokenLimitError,
} from 'chamelaion';
import type { Middleware as OpenapiFetchMiddleware } from 'openapi-fetch';
import { expectTypeOf } from 'vitest';

declare const client: Chamelaion;
declare const file: Blob;

// The documented names.
expectTypeOf(client.health.check()).toEqualTypeOf<APIPromise<Chamelaion.Health>>();
expectTypeOf(client.users.getCurrent()).resolves.toEqualTypeOf<Chamelaion.User>();
expectTypeOf(client.lipsync.generate).parameter(0).toEqualTypeOf<LipsyncGenerateParams>();
expectTypeOf(client.lipsync.generate).parameter(1).toEqualTypeOf<RequestOptions | undefined>();
expectTypeOf(client.lipsync.generate).returns.resolves.toEqualTypeOf<LipsyncGenerate>();
expectTypeOf(client.lipsync.generateWithMedia).parameter(0).toEqualTypeOf<LipsyncGenerateWithMediaParams>();
expectTypeOf(client.lipsync.requests.retrieve('id')).resolves.toEqualTypeOf<LipsyncRequest>();
expectTypeOf(client.lipsync.requests.list).parameter(0).toEqualTypeOf<LipsyncRequestListParams | null | undefined>();
expectTypeOf(client.lipsync.requests.list()).toEqualTypeOf<PagePromise<LipsyncRequest>>();
expectTypeOf(client.lipsync.requests.list()).resolves.toEqualTypeOf<Page<LipsyncRequest>>();
expectTypeOf<Page<LipsyncRequest>>().toExtend<LipsyncRequestListResponse>();
expectTypeOf<Chamelaion.LipsyncRequest>().toEqualTypeOf<LipsyncRequest>();
expectTypeOf<Chamelaion.LipsyncGenerateWithMediaParams>().toEqualTypeOf<LipsyncGenerateWithMediaParams>();
expectTypeOf<Chamelaion.RequestOptions>().toEqualTypeOf<RequestOptions>();
expectTypeOf<Chamelaion.ClientOptions>().toEqualTypeOf<ClientOptions>();

// Awaiting, and the ways besides.
expectTypeOf(client.users.getCurrent()).toExtend<Promise<Chamelaion.User>>();
expectTypeOf((await client.users.getCurrent().withResponse()).response).toEqualTypeOf<Response>();
expectTypeOf(client.users.getCurrent().asResponse()).resolves.toEqualTypeOf<Response>();
for await (const request of client.lipsync.requests.list()) expectTypeOf(request).toEqualTypeOf<LipsyncRequest>();
expectTypeOf(client.get<{ x: 1 }>('/new')).resolves.toEqualTypeOf<{ x: 1 }>();
expectTypeOf(client.post('/new')).resolves.toEqualTypeOf<unknown>();

// Statuses complete in editors and stay open; absent fields are `undefined`.
expectTypeOf<'queued'>().toExtend<LipsyncRequest['status']>();
expectTypeOf<string>().toExtend<LipsyncRequest['status']>();
expectTypeOf<LipsyncRequest['output_url']>().toEqualTypeOf<string | undefined>();

// Everything uploadable.
client.lipsync.generateWithMedia({ video: 'a.mp4', audio: new URL('file:///b.wav'), model: 'lipsync-2' });
client.lipsync.generateWithMedia({ video: file, audio: new Uint8Array() });
client.lipsync.generateWithMedia({
  video: () => file.stream(),
  audio: { source: 'b.wav', filename: 'c.wav', size: 3 },
});
client.lipsync.generateWithMedia({ video: await fetch('https://x'), audio: process.stdin });

// Errors by status.
declare const failure: ErrorOf<'lipsync.generate'>;
if (failure.status === 200) expectTypeOf(failure).toEqualTypeOf<InvalidResponseError & { readonly status: 200 }>();
if (failure.status === 400) expectTypeOf(failure).toEqualTypeOf<BadRequestError>();
if (failure.status === 401) expectTypeOf(failure).toEqualTypeOf<AuthenticationError>();
if (failure.status === 412) expectTypeOf(failure).toEqualTypeOf<TokenLimitError>();
if (failure.status === 429) expectTypeOf(failure).toEqualTypeOf<RateLimitError>();
if (failure.status === 500) expectTypeOf(failure).toEqualTypeOf<InternalServerError & { readonly status: 500 }>();
expectTypeOf<Extract<ErrorOf<'lipsync.requests.retrieve'>, NotFoundError>>().toEqualTypeOf<NotFoundError>();
expectTypeOf<Extract<ErrorOf<'health.check'>, AuthenticationError>>().toEqualTypeOf<never>();
declare const thrown: unknown;
if (PossiblyAcceptedError.isInstance(thrown)) expectTypeOf(thrown.candidates).toEqualTypeOf<LipsyncRequest[]>();
if (thrown instanceof Chamelaion.BadRequestError) expectTypeOf(thrown).toEqualTypeOf<BadRequestError>();
expectTypeOf(new NotFoundError({ message: '' }).status).toEqualTypeOf<404>();

// Options, and middleware of openapi-fetch as it is.
expectTypeOf<ConstructorParameters<typeof Chamelaion>>().toEqualTypeOf<[options?: ClientOptions]>();
new Chamelaion({ apiKey: process.env['X'], bearerToken: null, baseURL: undefined, environment: 'local', timeout: 1 });
expectTypeOf<OpenapiFetchMiddleware>().toExtend<Middleware>();

// Wrong inputs are rejected.
// @ts-expect-error inputs are required
client.lipsync.generate({});
// @ts-expect-error an input is a video or an audio
client.lipsync.generate({ inputs: [{ type: 'text', url: '' }] });
// @ts-expect-error both files are required
client.lipsync.generateWithMedia({ video: 'a.mp4' });
// @ts-expect-error there is one model
client.lipsync.generateWithMedia({ video: 'a', audio: 'b', model: 'lipsync-1' });
// @ts-expect-error a number is nothing to upload
client.lipsync.generateWithMedia({ video: 1, audio: 'b' });
// @ts-expect-error an id is a text
client.lipsync.requests.retrieve(7);
// @ts-expect-error there is no such environment
new Chamelaion({ environment: 'moon' });
// @ts-expect-error there is no such option
new Chamelaion({ apikey: 'x' });
// @ts-expect-error data of a call is not there before it is awaited
client.users.getCurrent().name;
