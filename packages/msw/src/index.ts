export { type CreateHandlersOptions, createHandlers, type MockApi } from './create-handlers.js';
export type { Fault, FaultScope, Faults } from './faults.js';
export { type Jobs, type NewJob, UnknownJobError } from './jobs.js';
export type { RecordedRequest } from './recorder.js';
export type { JobScript, ScriptStep, ScriptSubject } from './script.js';
export type { TokenSettings } from './tokens.js';
