export type { components, operations, paths } from './api.gen.js';
export { type CatalogueEntry, type ErrorCode, errorCatalogue, errorCodeOf } from './catalogue.js';
export { ChamelaionError, type ChamelaionErrorInit } from './errors.js';
export type {
  ErrorResponse,
  Health,
  LipsyncGenerate,
  LipsyncGenerateParams,
  LipsyncGenerateWithMediaParams,
  LipsyncInput,
  LipsyncModel,
  LipsyncRequest,
  LipsyncRequestListParams,
  LipsyncRequestListResponse,
  LipsyncStatus,
  Pagination,
  User,
} from './names.gen.js';
export { type Environment, environments, type OperationId, operationTable } from './operations.gen.js';
export type { BodyOf, OperationHandlers, OperationInput, PathOf, QueryOf, ResponseOf } from './operations.js';
export { type SchemaName, schemas } from './schemas.gen.js';
export { type CompletedLipsyncRequest, isTerminal, type KnownLipsyncStatus, lipsyncStatuses } from './status.js';
export {
  assertValid,
  ContractValidationError,
  type TypeOf,
  type ValidationIssue,
  type ValidationResult,
  validate,
} from './validate.js';
