import { exitCodes } from '../../errors/exit-codes.js';
import { formatAge } from '../../output/format.js';
import { colorStatus } from '../../output/status.js';
import { pad, printable } from '../../output/width.js';
import type { Run } from '../../program/definition.js';

export const run: Run<Record<string, never>> = async (session, [id = '']) => {
  const { context, output } = session;
  const client = await session.client();
  const request = await client.lipsync.requests.retrieve(id, { signal: context.signal });
  output.result(request, () => {
    const age = (iso: string | undefined) => iso && `${iso} (${formatAge(iso, context.clock.now())})`;
    const rows: [string, string | undefined][] = [
      ['Request', request.id],
      ['Status', colorStatus(output.colors, request.status)],
      ['Reference', request.reference_id && printable(request.reference_id)],
      ['Created', age(request.created_at)],
      ['Started', age(request.started_at)],
      ['Finished', age(request.finished_at)],
      ['Video', request.output_url],
      ['Error', request.error_message && printable(request.error_message)],
    ];
    return rows.filter(([, value]) => value !== undefined).map(([name, value]) => `${pad(name, 10)} ${value}`);
  });
  return exitCodes.done;
};
