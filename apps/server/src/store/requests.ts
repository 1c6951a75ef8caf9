import type { Queryable } from '../database/database.js';

/** Where an input comes from: a URL that is still to be fetched, or an uploaded file's key in storage. */
export type InputSource = { url: string } | { key: string };

/** A lip sync request as the API shows it. */
export interface RequestRow {
  id: string;
  reference_id: string | null;
  status: string;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
  error_message: string | null;
  output_key: string | null;
}

const COLUMNS = 'id, reference_id, status, created_at, started_at, finished_at, error_message, output_key';

/** What a new request is made from. */
export interface NewRequest {
  id: string;
  account: string;
  tokenId: string;
  referenceId: string | undefined;
  maxFace: boolean;
  video: InputSource;
  audio: InputSource;
  jobId: string;
}

/** Stores a request as `queued`. `false` when its token was revoked in the meantime. */
export async function insertRequest(db: Queryable, request: NewRequest): Promise<boolean> {
  const rows = await db.query(
    `INSERT INTO chamelaion.requests (id, account, token_id, reference_id, max_face, video, audio, job_id)
     SELECT $1::uuid, $2::text, id, $4::text, $5::boolean, $6::jsonb, $7::jsonb, $8::uuid
     FROM chamelaion.tokens WHERE id = $3 AND revoked_at IS NULL
     RETURNING id`,
    [
      request.id,
      request.account,
      request.tokenId,
      request.referenceId ?? null,
      request.maxFace,
      JSON.stringify(request.video),
      JSON.stringify(request.audio),
      request.jobId,
    ],
  );
  return rows.length > 0;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** An account's request by its id, or else the newest with that reference_id. */
export async function findRequest(db: Queryable, account: string, name: string): Promise<RequestRow | undefined> {
  if (!isStorable(name)) return undefined;
  if (UUID.test(name)) {
    const [byId] = await db.query<RequestRow>(
      `SELECT ${COLUMNS} FROM chamelaion.requests WHERE id = $1 AND account = $2`,
      [name, account],
    );
    if (byId) return byId;
  }
  const [newest] = await db.query<RequestRow>(
    `SELECT ${COLUMNS} FROM chamelaion.requests
     WHERE account = $1 AND md5(reference_id) = md5($2) AND reference_id = $2 ORDER BY seq DESC LIMIT 1`,
    [account, name],
  );
  return newest;
}

/** Which part of an account's requests to list. */
export interface Page {
  limit: number;
  offset: number;
  referenceId: string | undefined;
}

/** A page of an account's requests, newest first, and how many there are in all. */
export async function listRequests(
  db: Queryable,
  account: string,
  page: Page,
): Promise<{ rows: RequestRow[]; total: number }> {
  if (page.referenceId !== undefined && !isStorable(page.referenceId)) return { rows: [], total: 0 };
  const filter = page.referenceId === undefined ? '' : 'AND md5(reference_id) = md5($2) AND reference_id = $2';
  const params = page.referenceId === undefined ? [account] : [account, page.referenceId];
  const [counted] = await db.query<{ total: number }>(
    `SELECT count(*)::int AS total FROM chamelaion.requests WHERE account = $1 ${filter}`,
    params,
  );
  const total = counted?.total ?? 0;
  if (page.offset >= total) return { rows: [], total };
  // A page in the older half is counted from the other end, as rows that are skipped cost as much as those that are read.
  const limit = Math.min(page.limit, total - page.offset);
  const older = total - page.offset - limit;
  const [order, offset] = older < page.offset ? ['ASC', older] : ['DESC', page.offset];
  const rows = await db.query<RequestRow>(
    `SELECT ${COLUMNS} FROM chamelaion.requests WHERE account = $1 ${filter}
     ORDER BY seq ${order} LIMIT $${params.length + 1} OFFSET $${params.length + 2}`,
    [...params, limit, offset],
  );
  return { rows: order === 'ASC' ? rows.reverse() : rows, total };
}

/** Whether the database can hold a text: PostgreSQL's cannot contain the character NUL. */
export const isStorable = (text: string): boolean => !text.includes('\0');
