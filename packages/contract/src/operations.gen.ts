// Generated from spec/openapi.yaml by `pnpm generate`. Do not edit: edit the spec.

/** Every operation of the contract, by id. */
export const operationTable = {
  /** Check that the service answers. */
  'health.check': {
    id: 'health.check',
    method: 'GET',
    path: '/health',
    auth: false,
    billed: false,
    paginated: false,
    body: null,
    bodySchema: null,
    pathParams: [],
    queryParams: [],
  },
  /** Show whose token this is. */
  'users.getCurrent': {
    id: 'users.getCurrent',
    method: 'GET',
    path: '/v1/users/me',
    auth: true,
    billed: false,
    paginated: false,
    body: null,
    bodySchema: null,
    pathParams: [],
    queryParams: [],
  },
  /** Start a lip sync from two URLs. */
  'lipsync.generate': {
    id: 'lipsync.generate',
    method: 'POST',
    path: '/v1/lipsync/generate',
    auth: true,
    billed: true,
    paginated: false,
    body: 'json',
    bodySchema: 'LipsyncGenerateParams',
    pathParams: [],
    queryParams: [],
  },
  /** Start a lip sync from two uploaded files. */
  'lipsync.generateWithMedia': {
    id: 'lipsync.generateWithMedia',
    method: 'POST',
    path: '/v1/lipsync/generate-with-media',
    auth: true,
    billed: true,
    paginated: false,
    body: 'multipart',
    bodySchema: 'LipsyncGenerateWithMediaParams',
    pathParams: [],
    queryParams: [],
  },
  /** List lip sync requests, newest first. */
  'lipsync.requests.list': {
    id: 'lipsync.requests.list',
    method: 'GET',
    path: '/v1/lipsync/requests',
    auth: true,
    billed: false,
    paginated: true,
    body: null,
    bodySchema: null,
    pathParams: [],
    queryParams: ['limit', 'offset', 'reference_id'],
  },
  /** Retrieve a lip sync request. */
  'lipsync.requests.retrieve': {
    id: 'lipsync.requests.retrieve',
    method: 'GET',
    path: '/v1/lipsync/requests/{id}',
    auth: true,
    billed: false,
    paginated: false,
    body: null,
    bodySchema: null,
    pathParams: ['id'],
    queryParams: [],
  },
} as const;

/** An operation id, such as `lipsync.requests.retrieve`. */
export type OperationId = keyof typeof operationTable;

/** The base URL of each environment. */
export const environments = {
  production: 'https://api.chamelaion.com/api',
  staging: 'https://api.dev.chamelaion.com/api',
  local: 'http://127.0.0.1:4010/api',
} as const;

/** The name of an environment. */
export type Environment = keyof typeof environments;
