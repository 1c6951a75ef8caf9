// Generated from spec/openapi.yaml by `pnpm generate`. Do not edit: edit the spec.

import type { operations } from './api.gen.js';

export type {
  Health,
  User,
  LipsyncModel,
  LipsyncInput,
  LipsyncGenerateParams,
  LipsyncGenerateWithMediaParams,
  DisableActiveSpeakerDetection,
  ReferenceId,
  LipsyncGenerate,
  LipsyncRequest,
  LipsyncStatus,
  Pagination,
  LipsyncRequestListResponse,
  ErrorResponse,
} from './api.gen.js';

/** The query of `lipsync.requests.list`. */
export type LipsyncRequestListParams = NonNullable<operations['lipsync.requests.list']['parameters']['query']>;
