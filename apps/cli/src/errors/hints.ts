import { type ChamelaionError, errorCatalogue, errorCodeOf } from '@chamelaion/contract';

/** One line of what to do about an error of the client or of the waiting. */
export function hintFor(error: ChamelaionError): string {
  const { status = 0 } = error;
  if (status === 401 || status === 403) return 'Check the key, or log in again: chamelaion login';
  const known = errorCodeOf(status, error.message) ?? errorCodeOf(status, bodyMessage(error));
  if (known) return errorCatalogue[known].cure;
  if (status >= 500) return `The service failed. Try again later${quoting(error)}.`;
  if (status >= 400) return `Check the command${quoting(error)}.`;
  if (/Connection|Timeout|Network/.test(error.name)) {
    return 'Check the network and the base URL, or run: chamelaion doctor';
  }
  return 'Run it again with --debug to see more.';
}

const quoting = (error: ChamelaionError): string => (error.requestId ? `; quote request ${error.requestId}` : '');

function bodyMessage(error: ChamelaionError): string {
  const body = (error as { body?: unknown }).body;
  const message = typeof body === 'object' && body !== null ? (body as { error?: unknown }).error : undefined;
  return typeof message === 'string' ? message : '';
}
