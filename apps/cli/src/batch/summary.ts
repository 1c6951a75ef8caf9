import path from 'node:path';
import { type ExitCode, exitCodes } from '../errors/exit-codes.js';
import type { Colors } from '../output/output.js';
import { colorStatus } from '../output/status.js';
import { formatTable } from '../output/table.js';
import type { Batch, Outcome } from './batch.js';

const STATUSES = ['completed', 'skipped', 'failed', 'unclear', 'pending'] as const;

/** The summary of a batch as JSON. */
export function summaryDocument(manifest: string, journal: string, outcomes: readonly Outcome[]) {
  return {
    manifest,
    journal,
    counts: { total: outcomes.length, ...counts(outcomes) },
    jobs: outcomes.map(({ job, status, requestId, referenceId, reason }) => ({
      line: job.line,
      status,
      output: job.output,
      ...(requestId && { request_id: requestId }),
      ...(referenceId && { reference_id: referenceId }),
      ...(reason && { error: reason }),
    })),
  };
}

/** The summary of a batch for people: the jobs that need attention as a table, and how many ended how. */
export function summaryLines(
  outcomes: readonly Outcome[],
  folder: string,
  colors: Colors,
  columns: number | undefined,
): string[] {
  const rows = outcomes
    .filter(({ status }) => status !== 'completed' && status !== 'skipped')
    .map(({ job, status, requestId, reason }) => [
      String(job.line),
      colorStatus(colors, status),
      path.relative(folder, job.output),
      requestId ?? '',
      reason ?? '',
    ]);
  const table =
    rows.length > 0
      ? [...formatTable(['LINE', 'STATUS', 'OUTPUT', 'REQUEST', 'WHY'], rows, { columns, whole: ['REQUEST'] }), '']
      : [];
  const counted = counts(outcomes);
  return [
    ...table,
    STATUSES.filter((status) => counted[status] > 0)
      .map((status) => `${counted[status]} ${status}`)
      .join(', '),
  ];
}

/** What to do about the jobs that are not done, a line for each kind. */
export function advice(batch: Batch, outcomes: readonly Outcome[], command: string): string[] {
  const lines: string[] = [];
  const unclear = outcomes.filter(({ status }) => status === 'unclear');
  for (const { job, referenceId } of unclear) {
    lines.push(
      `Line ${job.line} may have been accepted and is never sent again. Look: chamelaion list --reference-id ${referenceId}`,
      `  There: chamelaion wait REQUEST -o ${job.output}. Not there: give the line a new reference_id and run the batch again.`,
    );
  }
  if (outcomes.some(({ status }) => status === 'failed')) {
    lines.push(`Correct what failed, then: ${command} --retry-failed`);
  }
  if (batch.stopped) lines.push(batch.stopped.hint);
  if (outcomes.some(({ status }) => status === 'pending')) lines.push(`Go on with: ${command}`);
  return lines;
}

/** What the process ends with. */
export function batchExitCode(batch: Batch, outcomes: readonly Outcome[]): ExitCode {
  if (batch.stopped) return batch.stopped.exitCode;
  const counted = counts(outcomes);
  if (counted.failed + counted.unclear > 0) return exitCodes.failed;
  return counted.pending > 0 ? exitCodes.pending : exitCodes.done;
}

function counts(outcomes: readonly Outcome[]): Record<Outcome['status'], number> {
  const counted = { completed: 0, skipped: 0, failed: 0, unclear: 0, pending: 0 };
  for (const { status } of outcomes) counted[status] += 1;
  return counted;
}
