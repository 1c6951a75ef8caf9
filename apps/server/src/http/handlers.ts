import type { LipsyncRequest, OperationHandlers } from '@chamelaion/contract';
import { ApiError } from '../errors/api-error.js';
import type { Service } from '../service.js';
import { findRequest, listRequests, type RequestRow } from '../store/requests.js';
import { acceptLipsync } from './accept.js';
import type { CallContext } from './context.js';

/** What each operation does. An operation of the contract without a handler does not compile. */
export function makeHandlers(service: Service): OperationHandlers<CallContext> {
  const { database } = service;
  const show = (row: RequestRow) => shownRequest(row, (key) => service.links.urlOf(key));
  return {
    'health.check': () => ({ status: 'ok' }),

    'users.getCurrent': (_input, { token }) => ({ name: token!.name }),

    'lipsync.generate': async ({ body }, context) => {
      const urlOf = (type: 'video' | 'audio') => ({ url: body.inputs.find((input) => input.type === type)!.url });
      const request_id = await acceptLipsync(service, context, {
        video: urlOf('video'),
        audio: urlOf('audio'),
        maxFace: body.disable_active_speaker_detection ?? false,
        referenceId: body.reference_id,
      });
      return { status: 'success', request_id };
    },

    'lipsync.generateWithMedia': async (_input, context) => {
      const { video, audio, maxFace, referenceId } = context.form!;
      const request_id = await acceptLipsync(service, context, { video, audio, maxFace, referenceId });
      return { status: 'success', request_id };
    },

    'lipsync.requests.list': async ({ query }, { token }) => {
      const limit = boundedInteger(query.limit, 20, 1, 100);
      const offset = boundedInteger(query.offset, 0, 0, Number.MAX_SAFE_INTEGER);
      const page = { limit, offset, referenceId: query.reference_id };
      const { rows, total } = await listRequests(database, token!.account, page);
      return { data: rows.map(show), pagination: { limit, offset, total } };
    },

    'lipsync.requests.retrieve': async ({ path }, { token }) => {
      const row = await findRequest(database, token!.account, path.id);
      if (!row) throw new ApiError('request_not_found');
      return show(row);
    },
  };
}

/** A query parameter, which is text on the wire, as an integer within bounds; the default where it is no number. */
function boundedInteger(value: unknown, fallback: number, min: number, max: number): number {
  const text = String(value ?? '').trim();
  if (!/^[+-]?\d+$/.test(text)) return fallback;
  return Math.min(max, Math.max(min, Number(text))) + 0;
}

/** A request on the wire: fields that do not apply are left out. */
function shownRequest(row: RequestRow, urlOf: (key: string) => string): LipsyncRequest {
  return {
    id: row.id,
    status: row.status,
    created_at: row.created_at.toISOString(),
    ...(row.started_at && { started_at: row.started_at.toISOString() }),
    ...(row.finished_at && { finished_at: row.finished_at.toISOString() }),
    ...(row.output_key && { output_url: urlOf(row.output_key) }),
    ...(row.error_message !== null && { error_message: row.error_message }),
    ...(row.reference_id !== null && { reference_id: row.reference_id }),
  };
}
