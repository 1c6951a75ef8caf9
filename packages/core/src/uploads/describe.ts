import { InvalidArgumentError } from '../errors/local-errors.js';
import type { DescribedUpload, Uploadable } from './uploadable.js';

/** Separates a source from its description. */
export const describe = (value: Uploadable): DescribedUpload =>
  Object.getPrototypeOf(value) === Object.prototype && 'source' in (value as object)
    ? (value as DescribedUpload)
    : { source: value as never };

/** The refusal of something that cannot be uploaded. */
export function notUploadable(field: string, value: unknown, hint: string): InvalidArgumentError {
  return new InvalidArgumentError('not_uploadable', `\`${field}\` (${typeof value}) cannot be uploaded: ${hint}.`);
}
