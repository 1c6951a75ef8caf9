import { createHash } from 'node:crypto';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { CliError } from '../errors/cli-error.js';

/** What the journal says of a job; each is on disk before what it announces begins. */
export type JournalEvent =
  | {
      event: 'sending';
      line: number;
      reference_id: string;
      idempotency_key: string;
      account: string;
      known_ids: string[];
    }
  | { event: 'refused'; reason: string }
  | { event: 'accepted'; request_id: string }
  | { event: 'fetching'; replacing: boolean }
  | { event: 'saved' }
  | { event: 'failed'; reason: string }
  | { event: 'unclear'; reason: string };

/** What is known of one job from its events. */
export interface JobRecord {
  /** The last event. */
  state: JournalEvent['event'];
  referenceId?: string;
  idempotencyKey?: string;
  /** Which key it was sent with, as a hash. */
  account?: string;
  /** Requests of the same reference that existed before this one was sent. */
  knownIds: string[];
  requestId?: string;
  replacing?: boolean;
  reason?: string;
}

interface Header {
  journal: 'chamelaion batch';
  version: 1;
  base_url: string;
}

type Line = JournalEvent & { key: string; at: string };

/** What tells a job apart from every other: what goes in, where it goes, and the name it was given. */
export function jobKey(parts: {
  video: string;
  audio: string;
  output: string;
  referenceId: string | undefined;
}): string {
  const { video, audio, output, referenceId } = parts;
  return createHash('sha256')
    .update(JSON.stringify([video, audio, output, referenceId ?? '']))
    .digest('hex')
    .slice(0, 16);
}

/**
 * The record of a batch beside its manifest. Every line is on disk (fsync) before `append` resolves; a last line that
 * a kill cut short is dropped when the journal is opened again.
 */
export class Journal {
  readonly file: string;
  /** When jobs were sent, in milliseconds since 1970: what the rate limit still counts. */
  readonly sentAtMs: number[] = [];
  readonly #baseUrl: string;
  readonly #records = new Map<string, JobRecord>();
  readonly #now: () => number;
  #handle: FileHandle | undefined;
  #queue: Promise<void> = Promise.resolve();

  private constructor(file: string, baseUrl: string, now: () => number) {
    this.file = file;
    this.#baseUrl = baseUrl;
    this.#now = now;
  }

  /** Opens the journal, or prepares one that begins with its first event; one of another service is refused. */
  static async open(file: string, baseUrl: string, now: () => number): Promise<Journal> {
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    const lines = parseLines(file, whole);
    const journal = new Journal(file, baseUrl, now);
    if (lines.length < 2) return journal;
    assertSameService(file, lines[0] as Header, baseUrl);
    journal.#handle = await open(file, 'a', 0o600);
    if (whole.length < text.length) await journal.#handle.truncate(Buffer.byteLength(whole));
    for (const line of lines.slice(1) as Line[]) journal.#fold(line);
    return journal;
  }

  /** What is known of a job. */
  record(key: string): JobRecord | undefined {
    return this.#records.get(key);
  }

  /** Request ids that are known to belong to some job of this batch. */
  get requestIds(): Set<string> {
    return new Set([...this.#records.values()].flatMap((record) => record.requestId ?? []));
  }

  /** Writes an event; resolves once it is on disk. */
  async append(key: string, event: JournalEvent): Promise<void> {
    const line: Line = { at: new Date(this.#now()).toISOString(), key, ...event };
    await this.#write(line);
    this.#fold(line);
  }

  async close(): Promise<void> {
    await this.#queue.catch(() => {});
    await this.#handle?.close();
  }

  #write(line: Line): Promise<void> {
    const written = this.#queue.then(async () => {
      this.#handle ??= await this.#begin();
      await this.#handle.appendFile(`${JSON.stringify(line)}\n`);
      await this.#handle.datasync();
    });
    this.#queue = written.catch(() => {});
    return written;
  }

  async #begin(): Promise<FileHandle> {
    const header: Header = { journal: 'chamelaion batch', version: 1, base_url: this.#baseUrl };
    const handle = await open(this.file, 'w', 0o600);
    await handle.appendFile(`${JSON.stringify(header)}\n`);
    await syncFolder(path.dirname(this.file));
    return handle;
  }

  #fold(line: Line): void {
    const { reason: _, ...before } = this.#records.get(line.key) ?? { knownIds: [] };
    const record: JobRecord = { ...before, state: line.event };
    if (line.event === 'sending') {
      record.referenceId = line.reference_id;
      record.idempotencyKey = line.idempotency_key;
      record.account = line.account;
      record.knownIds = line.known_ids;
      this.sentAtMs.push(Date.parse(line.at));
    }
    if (line.event === 'accepted') record.requestId = line.request_id;
    if (line.event === 'fetching') record.replacing = line.replacing;
    if ('reason' in line) record.reason = line.reason;
    this.#records.set(line.key, record);
  }
}

function parseLines(file: string, text: string): unknown[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line, at) => {
      try {
        return JSON.parse(line) as unknown;
      } catch (cause) {
        throw new CliError({
          code: 'journal_damaged',
          message: `The journal ${file} is damaged in line ${at + 1}.`,
          hint: 'Restore it from a backup. Without it, look at what was sent (chamelaion list) before you delete it.',
          cause,
        });
      }
    });
}

function assertSameService(file: string, header: Header, baseUrl: string): void {
  if (header.base_url === baseUrl) return;
  throw new CliError({
    code: 'journal_of_other_service',
    message: `The journal ${file} is of a batch on ${header.base_url}, and this command talks to ${baseUrl}.`,
    hint: `Add --base-url ${header.base_url}, or copy the manifest to begin a batch of its own.`,
  });
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
