// Generated from spec/openapi.yaml by `pnpm generate`. Do not edit: edit the spec.

import type {
  Health,
  LipsyncGenerate,
  LipsyncGenerateParams,
  LipsyncGenerateWithMediaParams,
  LipsyncRequest,
  LipsyncRequestListParams,
  LipsyncRequestListResponse,
  User,
} from '@chamelaion/contract';
import type { APIPromise } from './api-promise.js';
import type { Call } from './call.js';
import type { PagePromise } from './pagination.js';
import type { RequestOptions } from './request-options.js';
import type { WithUploads } from './uploads/uploadable.js';

/**
 * Operations of `client.health`.
 */
export class HealthResource {
  readonly #call: Call;

  constructor(call: Call) {
    this.#call = call;
  }

  /**
   * Check that the service answers.
   *
   * Answers without authentication while the service is up.
   */
  check(options?: RequestOptions): APIPromise<Health> {
    return this.#call.one({ method: 'GET', path: '/health', isPublic: true }, {}, options);
  }
}

/**
 * Operations of `client.users`.
 */
export class UsersResource {
  readonly #call: Call;

  constructor(call: Call) {
    this.#call = call;
  }

  /**
   * Show whose token this is.
   *
   * The display name of the token that made the call: a cheap way to check a key.
   */
  getCurrent(options?: RequestOptions): APIPromise<User> {
    return this.#call.one({ method: 'GET', path: '/v1/users/me' }, {}, options);
  }
}

/**
 * Operations of `client.lipsync.requests`.
 */
export class LipsyncRequestsResource {
  readonly #call: Call;

  constructor(call: Call) {
    this.#call = call;
  }

  /**
   * List lip sync requests, newest first.
   *
   * A page of this account's requests. `limit` and `offset` outside their bounds are clamped, and `pagination` reports what was applied.
   */
  list(query?: LipsyncRequestListParams | null, options?: RequestOptions): PagePromise<LipsyncRequestListResponse['data'][number]> {
    return this.#call.page({ method: 'GET', path: '/v1/lipsync/requests' }, { query }, options);
  }

  /**
   * Retrieve a lip sync request.
   *
   * Looks a request up by its UUID or by its reference_id. Several requests may share a reference_id: the newest is returned.
   * @param id The request's UUID, or its reference_id.
   */
  retrieve(id: string, options?: RequestOptions): APIPromise<LipsyncRequest> {
    return this.#call.one({ method: 'GET', path: '/v1/lipsync/requests/{id}' }, { path: { id } }, options);
  }
}

/**
 * Operations of `client.lipsync`.
 */
export class LipsyncResource {
  readonly #call: Call;
  readonly requests: LipsyncRequestsResource;

  constructor(call: Call) {
    this.#call = call;
    this.requests = new LipsyncRequestsResource(call);
  }

  /**
   * Start a lip sync from two URLs.
   *
   * Accepts a video and a voice track by URL and queues the job. Media that cannot be read or reached is still accepted here and ends as `failed`. Billed by processed time.
   */
  generate(body: LipsyncGenerateParams, options?: RequestOptions): APIPromise<LipsyncGenerate> {
    return this.#call.one({ method: 'POST', path: '/v1/lipsync/generate', isBilled: true }, { body }, options);
  }

  /**
   * Start a lip sync from two uploaded files.
   *
   * Accepts a video and a voice track as one multipart upload and queues the job. Billed by processed time.
   */
  generateWithMedia(body: WithUploads<LipsyncGenerateWithMediaParams>, options?: RequestOptions): APIPromise<LipsyncGenerate> {
    return this.#call.one({ method: 'POST', path: '/v1/lipsync/generate-with-media', isBilled: true }, { body, files: ['video', 'audio'] }, options);
  }
}

/** The resources of the API; the client class extends this. */
export class Resources {
  readonly health: HealthResource;
  readonly users: UsersResource;
  readonly lipsync: LipsyncResource;

  constructor(call: Call) {
    this.health = new HealthResource(call);
    this.users = new UsersResource(call);
    this.lipsync = new LipsyncResource(call);
  }
}
