export { checkAnswer } from './match.js';
export { CaseFormatError, parseCases, readCases } from './read.js';
export { buildRequest } from './request.js';
export { type CaseSubject, type PreparedState, runCase } from './run.js';
export type {
  CaseAnswer,
  CaseExchange,
  CaseFormPart,
  CaseRequest,
  GivenRequest,
  GivenState,
  SpecCase,
  TokenKind,
} from './types.js';
