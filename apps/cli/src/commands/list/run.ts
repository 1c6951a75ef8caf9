import type { LipsyncRequest, LipsyncRequestListParams } from '@chamelaion/contract';
import { CliError } from '../../errors/cli-error.js';
import { exitCodes } from '../../errors/exit-codes.js';
import { formatAge } from '../../output/format.js';
import { colorStatus } from '../../output/status.js';
import { formatTable } from '../../output/table.js';
import { printable } from '../../output/width.js';
import type { Run } from '../../program/definition.js';
import type { Session } from '../../program/session.js';

const LARGEST_PAGE = 100;

interface ListOptions {
  referenceId?: string;
  limit?: number;
  offset?: number;
  all?: boolean;
}

export const run: Run<ListOptions> = async (session, _args, options) => {
  const query: LipsyncRequestListParams = {
    ...(options.referenceId === undefined ? {} : { reference_id: options.referenceId }),
    ...(options.limit === undefined ? {} : { limit: options.limit }),
    ...(options.offset === undefined ? {} : { offset: options.offset }),
  };
  if (options.all) {
    if (options.limit !== undefined) throw contradiction();
    return listAll(session, { ...query, limit: LARGEST_PAGE });
  }
  const { context, output } = session;
  const client = await session.client();
  const { data, pagination } = await client.lipsync.requests.list(query, { signal: context.signal });
  output.result({ data, pagination }, () => table(session, data));
  const shown = pagination.offset + data.length;
  if (!output.json && shown < pagination.total)
    output.note(`${data.length} of ${pagination.total}; --all shows every one.`);
  if (!output.json && data.length === 0) output.note('There are no jobs.');
  return exitCodes.done;
};

async function listAll(session: Session, query: LipsyncRequestListParams) {
  const { context, output } = session;
  const client = await session.client();
  const rows: LipsyncRequest[] = [];
  for await (const request of client.lipsync.requests.list(query, { signal: context.signal })) {
    if (output.isClosed) return exitCodes.done;
    if (output.json) output.item(request, () => request.id);
    else rows.push(request);
  }
  if (!output.json) output.data(table(session, rows).join('\n'));
  return exitCodes.done;
}

function table({ context, output }: Session, requests: readonly LipsyncRequest[]): string[] {
  if (requests.length === 0) return [];
  const now = context.clock.now();
  const rows = requests.map((request) => [
    request.id,
    colorStatus(output.colors, request.status),
    formatAge(request.created_at, now),
    printable(request.reference_id ?? ''),
    printable(request.error_message ?? ''),
  ]);
  return formatTable(['REQUEST', 'STATUS', 'CREATED', 'REFERENCE', 'ERROR'], rows, {
    columns: output.columns,
    whole: ['REQUEST', 'STATUS', 'CREATED'],
  });
}

const contradiction = (): CliError =>
  new CliError({ code: 'usage', message: '--all and --limit contradict each other.', hint: 'Leave one of them out.' });
