import { InvalidArgumentError } from '../errors/local-errors.js';
import type { DescribedUpload, Uploadable } from './uploadable.js';

/** Separates a source from its description. */
export function describe(value: Uploadable): DescribedUpload {
  return typeof value === 'object' && 'source' in value && !('getReader' in value) ? value : { source: value as never };
}

/** The refusal of something that cannot be uploaded. */
export function notUploadable(field: string, value: unknown, hint: string): InvalidArgumentError {
  const kind =
    value === null ? 'null' : typeof value === 'object' ? (value.constructor?.name ?? 'object') : typeof value;
  return new InvalidArgumentError('not_uploadable', `\`${field}\` cannot be uploaded (${kind}): ${hint}`);
}
