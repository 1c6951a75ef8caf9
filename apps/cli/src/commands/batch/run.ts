import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Batch, Outcome } from '../../batch/batch.js';
import { Board } from '../../batch/board.js';
import { settleInDoubt } from '../../batch/in-doubt.js';
import { Journal } from '../../batch/journal.js';
import { takeLock } from '../../batch/lock.js';
import { parseManifest } from '../../batch/manifest.js';
import { type PlannedJob, planBatch } from '../../batch/plan.js';
import { StartGate } from '../../batch/start-gate.js';
import { advice, batchExitCode, summaryDocument, summaryLines } from '../../batch/summary.js';
import { workOn } from '../../batch/work.js';
import { CliError, InterruptedError } from '../../errors/cli-error.js';
import { patience } from '../../jobs/patience.js';
import type { Run } from '../../program/definition.js';
import { quoteWords } from '../../program/quote.js';
import type { Session } from '../../program/session.js';

const TWO_HOURS_MS = 7_200_000;

interface BatchOptions {
  concurrency?: number;
  requestsPerMinute?: number;
  timeout?: number;
  retryFailed?: boolean;
  force?: boolean;
}

export const run: Run<BatchOptions> = async (session, [word = ''], options) => {
  const { context } = session;
  const file = path.resolve(context.cwd, word);
  const text = await readManifest(file, word);
  const letGo = await takeLock(`${file}.journal.lock`);
  try {
    return await runLocked(session, { word, file, text }, options);
  } finally {
    await letGo();
  }
};

async function runLocked(
  session: Session,
  manifest: { word: string; file: string; text: string },
  options: BatchOptions,
) {
  const { context, output } = session;
  const { profile, baseUrl, key } = await session.settings();
  const client = await session.client();
  const service = session.globals.local ? 'the local service' : baseUrl.value;
  const journal = await Journal.open(`${manifest.file}.journal`, service, () => context.clock.now());
  try {
    const jobs = await plannedJobs(manifest, journal, options.force === true);
    const board = new Board(output, context.clock, jobs.length);
    const batch: Batch = {
      session,
      client,
      clock: context.clock,
      journal,
      gate: new StartGate(
        context.clock,
        options.requestsPerMinute ?? profile.requests_per_minute ?? 60,
        journal.sentAtMs,
      ),
      view: board,
      patience: patience((text, { error }) => {
        if (error.attempts === 1) output.note(text);
      }),
      account: createHash('sha256')
        .update(key?.value ?? '')
        .digest('hex')
        .slice(0, 12),
      timeoutMs: options.timeout ?? TWO_HOURS_MS,
      retryFailed: options.retryFailed === true,
      signal: context.signal,
      stopped: undefined,
    };
    const command = commandOf(session, manifest.word, options);
    const outcomes = await workOnAll(batch, jobs, board, options.concurrency ?? profile.concurrency ?? 8, command);
    const document = summaryDocument(manifest.file, journal.file, outcomes);
    output.result(document, () => summaryLines(outcomes, path.dirname(manifest.file), output.colors, output.columns));
    for (const line of advice(batch, outcomes, command)) output.note(line);
    return batchExitCode(batch, outcomes);
  } finally {
    await journal.close();
  }
}

async function plannedJobs(
  manifest: { word: string; file: string; text: string },
  journal: Journal,
  force: boolean,
): Promise<PlannedJob[]> {
  const parsed = parseManifest(manifest.text, manifest.file);
  const { jobs, problems } = await planBatch(parsed, path.dirname(manifest.file), force, (key) => journal.record(key));
  if (problems.length > 0) {
    throw new CliError({
      code: 'invalid_manifest',
      message: `${manifest.word} has ${problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`}; nothing was sent.`,
      hint: 'Correct the manifest and run the same command again.',
      list: problems.map(({ line, message }) => `line ${line}: ${message}`),
    });
  }
  if (jobs.length > 0) return jobs;
  throw new CliError({
    code: 'empty_manifest',
    message: `${manifest.word} holds no jobs.`,
    hint: 'Give it a header with video and audio, and a line for each job.',
  });
}

/** Works on all jobs, so many at a time; the outcomes are in the order of the manifest. */
async function workOnAll(
  batch: Batch,
  jobs: readonly PlannedJob[],
  board: Board,
  concurrency: number,
  command: string,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const queue = jobs.entries();
  const worker = async () => {
    for (const [at, job] of queue) {
      if (batch.signal.aborted) return;
      const outcome = await workOn(batch, job);
      outcomes[at] = outcome;
      board.ended(outcome);
    }
  };
  try {
    await settleInDoubt(batch, jobs);
    await Promise.all(Array.from({ length: concurrency }, worker));
  } catch (error) {
    if (!batch.signal.aborted) throw error;
  } finally {
    board.end();
  }
  if (batch.signal.aborted) throw new InterruptedError(`Jobs that were accepted go on. Go on with: ${command}`);
  return outcomes;
}

/** The command line that goes on with the batch. */
function commandOf(session: Session, word: string, { concurrency, requestsPerMinute }: BatchOptions): string {
  const limits = [
    ...(concurrency === undefined ? [] : ['--concurrency', String(concurrency)]),
    ...(requestsPerMinute === undefined ? [] : ['--requests-per-minute', String(requestsPerMinute)]),
  ];
  return quoteWords(['chamelaion', 'batch', word, ...limits, ...session.sameServiceFlags]);
}

async function readManifest(file: string, word: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw unreadable(UNREADABLE[cause.code ?? '']?.(word) ?? `The manifest ${word} cannot be read.`, cause);
  });
  if (text.includes('\0')) throw unreadable(`${word} is not a manifest: it is not text.`);
  return text;
}

const UNREADABLE: Record<string, (word: string) => string> = {
  ENOENT: (word) => `There is no manifest ${word}.`,
  EISDIR: (word) => `${word} is a folder, not a manifest.`,
};

const unreadable = (message: string, cause?: unknown): CliError =>
  new CliError({
    code: 'manifest_unreadable',
    message,
    hint: 'Give a CSV, TSV or JSONL file with a line for each video; see: chamelaion batch --help',
    cause,
  });
