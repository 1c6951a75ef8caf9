import { type ChamelaionError, errorCatalogue, errorCodeOf } from '@chamelaion/contract';
import { NOTHING_LISTENS, networkReason } from './network.js';

/** What to do about what the client finds before it sends anything, and about a service that cannot start. */
const OWN: Record<string, string> = {
  invalid_key: 'Copy the key again, whole and alone.',
  invalid_path: 'Give a request id or a reference_id; chamelaion list shows both.',
  address_in_use: 'Any free port will do: chamelaion serve --port 0',
  data_dir_in_use: 'It is served already; --data-dir DIR takes another.',
};

/** One line of what to do about an error of the client or of the waiting; `baseUrl` is the service that was talked to. */
export function hintFor(error: ChamelaionError, baseUrl?: string): string {
  const { status = 0 } = error;
  const own = OWN[error.code];
  if (own) return own;
  if (status === 401 || status === 403) return 'Check the key, or log in again: chamelaion login';
  const known = errorCodeOf(status, error.message) ?? errorCodeOf(status, bodyMessage(error));
  if (known === 'route_not_found' || (status === 404 && !hasJsonBody(error))) {
    return `Check the base URL${baseUrl ? `, ${baseUrl}` : ''}: it ends in /api.`;
  }
  if (known) return errorCatalogue[known].cure;
  if (status >= 500) return `The service failed. Try again later${quoting(error)}.`;
  if (status >= 400) return `Check the command${quoting(error)}.`;
  if (/Connection|Timeout|Network/.test(error.name)) {
    if (networkReason(error) === NOTHING_LISTENS) {
      return 'Start a service there with chamelaion serve, use --local, or check the base URL: chamelaion doctor';
    }
    return 'Check the network and the base URL, or run: chamelaion doctor';
  }
  return 'Run it again with --debug to see more.';
}

const quoting = (error: ChamelaionError): string => (error.requestId ? `; quote request ${error.requestId}` : '');

const hasJsonBody = (error: ChamelaionError): boolean => typeof (error as { body?: unknown }).body === 'object';

function bodyMessage(error: ChamelaionError): string {
  const body = (error as { body?: unknown }).body;
  const message = typeof body === 'object' && body !== null ? (body as { error?: unknown }).error : undefined;
  return typeof message === 'string' ? message : '';
}
