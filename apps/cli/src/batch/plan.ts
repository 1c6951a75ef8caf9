import { stat } from 'node:fs/promises';
import path from 'node:path';
import { reportOf } from '../errors/report.js';
import { assertWritable, defaultOutput } from '../media/output-path.js';
import { readSource, type Source } from '../media/source.js';
import { type JobRecord, jobKey } from './journal.js';
import type { Manifest, ManifestLine, Problem } from './manifest.js';

/** A job of a batch, checked and ready. */
export interface PlannedJob {
  key: string;
  line: number;
  video: Source;
  audio: Source;
  /** Absolute. */
  output: string;
  /** The name that the manifest gives, if it does. */
  referenceId: string | undefined;
  /** Whether other lines have the same name. */
  isSharedReference: boolean;
  /** Whether the output existed when the batch began. */
  outputExists: boolean;
}

/** What a manifest asks for, and everything that is wrong with it. */
export interface Plan {
  jobs: PlannedJob[];
  problems: Problem[];
}

const AFTER_SENDING = new Set<JobRecord['state']>(['accepted', 'fetching', 'saved', 'unclear']);

/** Whether an earlier run may have written the output. */
const mayBeOurs = (record: JobRecord | undefined): boolean =>
  record !== undefined && ['fetching', 'saved', 'unclear'].includes(record.state);

/**
 * Checks every line of a manifest before anything is sent. Paths are relative to the manifest.
 *
 * @param folder The manifest's folder.
 * @param recordOf What an earlier run wrote of a job: an output that it made is no obstacle.
 */
export async function planBatch(
  manifest: Manifest,
  folder: string,
  force: boolean,
  recordOf: (key: string) => JobRecord | undefined,
): Promise<Plan> {
  const problems = [...manifest.problems];
  const jobs: PlannedJob[] = [];
  const references = countBy(manifest.lines.flatMap((line) => line.referenceId ?? []));
  for (const line of manifest.lines) {
    const { job, messages } = await planLine(line, folder, force, recordOf, references);
    problems.push(...messages.map((message) => ({ line: line.line, message })));
    if (job) jobs.push(job);
  }
  problems.push(...sharedOutputs(jobs));
  problems.sort((a, b) => a.line - b.line);
  return { jobs, problems };
}

async function planLine(
  line: ManifestLine,
  folder: string,
  force: boolean,
  recordOf: (key: string) => JobRecord | undefined,
  references: ReadonlyMap<string, number>,
): Promise<{ job?: PlannedJob; messages: string[] }> {
  const outputWord = line.output && path.resolve(folder, line.output);
  const key = jobKey({
    video: line.video,
    audio: line.audio,
    output: line.output ?? '',
    referenceId: line.referenceId,
  });
  const record = recordOf(key);
  const isSent = record !== undefined && AFTER_SENDING.has(record.state);
  const messages: string[] = [];
  // What was sent already needs its inputs no more; they may be gone.
  const source = async (role: 'video' | 'audio'): Promise<Source | undefined> => {
    try {
      return await readSource(line[role], role, folder);
    } catch (error) {
      if (isSent) return { kind: 'file', path: path.resolve(folder, line[role]), bytes: 0 };
      messages.push(reportOf(error).message);
      return undefined;
    }
  };
  const video = await source('video');
  const audio = await source('audio');
  if (!video || !audio) return { messages };
  const output = outputWord ?? defaultOutput(video, folder);
  try {
    await assertWritable(output, [video, audio], force || mayBeOurs(record));
  } catch (error) {
    return { messages: [reportOf(error).message] };
  }
  const outputExists = (await stat(output).catch(() => undefined)) !== undefined;
  const isSharedReference = line.referenceId !== undefined && (references.get(line.referenceId) ?? 0) > 1;
  return {
    job: { key, line: line.line, video, audio, output, referenceId: line.referenceId, isSharedReference, outputExists },
    messages,
  };
}

/** Outputs named by several lines; letters of another case are the same file on many disks. */
function sharedOutputs(jobs: readonly PlannedJob[]): Problem[] {
  const first = new Map<string, number>();
  return jobs.flatMap((job) => {
    const name = job.output.normalize('NFC').toLowerCase();
    const earlier = first.get(name);
    if (earlier === undefined) {
      first.set(name, job.line);
      return [];
    }
    return [{ line: job.line, message: `The output ${job.output} is that of line ${earlier} too.` }];
  });
}

function countBy(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
