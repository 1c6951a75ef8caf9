import { type ChildProcess, fork } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { isPassing } from '../errors/passing.js';
import { ServerError } from '../errors/server-error.js';
import { MediaProblem } from '../media/media-problem.js';
import { EngineFailure } from './engine-failure.js';
import { type EngineReport, type EngineTask, OUT_OF_MEMORY_SIGNAL } from './messages.js';

/** A job for the engine. */
export interface EngineJob extends Omit<EngineTask, 'memoryBytes'> {
  seconds: number;
  memoryMb: number;
  /** Directory for the engine's temporary files. */
  scratch: string;
  /** Command that starts the engine process, given with its path and arguments behind; empty: none. */
  sandbox: string[];
  signal: AbortSignal;
  /** Receives what the engine writes to stderr. */
  onLog(line: string): void;
}

/** Variables that the engine process gets; it must not see secrets of the database or of storage. */
const PASSED_ON = ['PATH', 'LANG', 'SystemRoot'];

/** How a sandbox tells that the signal ended the process within it. */
const OUT_OF_MEMORY_CODE = 128 + constants.signals[OUT_OF_MEMORY_SIGNAL];

/** Codes of the engine's errors that are about the files, not about the engine. */
const MEDIA_CODES = new Set(['unreadable_media', 'no_face', 'no_speech', 'media_not_found']);

/**
 * Runs the engine in a process of its own and waits for it.
 *
 * @returns how many seconds of video were processed
 * @throws MediaProblem when the files are at fault; EngineFailure when the engine is; ServerError `engine_unable` when
 * the machine is
 */
export async function runEngine(job: EngineJob): Promise<number> {
  job.signal.throwIfAborted();
  const [execPath = process.execPath, ...execArgv] = startedBy(job);
  const child = fork(fileURLToPath(new URL('./engine-process.js', import.meta.url)), [], {
    env: { ...pick(process.env, PASSED_ON), TMPDIR: job.scratch, TEMP: job.scratch, TMP: job.scratch },
    execPath,
    execArgv,
    cwd: job.scratch,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  child.stderr?.setEncoding('utf8').on('data', job.onLog);
  const { module, video, audio, output, activeSpeaker } = job;
  const task: EngineTask = { module, video, audio, output, activeSpeaker, memoryBytes: job.memoryMb * 1024 ** 2 };
  const ending = await outcomeOf(child, task, job);
  job.signal.throwIfAborted();
  if (ending.report?.type === 'done') return ending.report.seconds;
  throw problemOf(ending, job);
}

/** The program that runs the engine process, and its first arguments. */
function startedBy({ sandbox, video, audio, scratch }: EngineJob): string[] {
  if (sandbox.length === 0) return [process.execPath];
  const names: Record<string, string> = { '{video}': video, '{audio}': audio, '{work}': scratch };
  return [...sandbox.map((word) => names[word] ?? word), process.execPath];
}

interface Ending {
  report: EngineReport | undefined;
  timedOut: boolean;
  isOutOfMemory: boolean;
  /** Why there was no process at all. */
  notStarted: Error | undefined;
}

function outcomeOf(child: ChildProcess, task: EngineTask, job: EngineJob): Promise<Ending> {
  return new Promise((resolve) => {
    let report: EngineReport | undefined;
    let timedOut = false;
    let notStarted: Error | undefined;
    const kill = () => child.kill('SIGKILL');
    const timer = setTimeout(() => {
      timedOut = true;
      kill();
    }, job.seconds * 1000);
    job.signal.addEventListener('abort', kill);
    const finish = (code: number | null, signal: NodeJS.Signals | null) => {
      clearTimeout(timer);
      job.signal.removeEventListener('abort', kill);
      const isOutOfMemory = signal === OUT_OF_MEMORY_SIGNAL || code === OUT_OF_MEMORY_CODE;
      resolve({ report, timedOut, isOutOfMemory, notStarted });
    };
    child.on('message', (message) => {
      report = readReport(message);
    });
    child.on('error', (error) => {
      notStarted = error;
      finish(null, null);
    });
    // What the engine may have started holds its pipes open, and is not waited for.
    child.on('exit', () => void setTimeout(() => child.stderr?.destroy(), LAST_WORDS_MS).unref());
    child.on('close', finish);
    child.send(task, () => undefined);
  });
}

/** Time after the end of the engine process in which what it wrote is still read. */
const LAST_WORDS_MS = 2_000;

/** Longest message of the engine that is shown to callers. */
const MAX_MESSAGE_LENGTH = 500;

/** What the engine process says is not taken on trust: a media file may have got hold of it. */
function readReport(message: unknown): EngineReport | undefined {
  const { type, seconds, code, message: text, systemCode } = (message ?? {}) as Record<string, unknown>;
  if (type === 'done' && typeof seconds === 'number' && seconds >= 0 && Number.isFinite(seconds)) {
    return { type, seconds };
  }
  if (type !== 'error') return undefined;
  return {
    type,
    code: String(code),
    message: String(text).slice(0, MAX_MESSAGE_LENGTH),
    systemCode: systemCode === undefined ? undefined : String(systemCode),
  };
}

function problemOf({ report, timedOut, isOutOfMemory, notStarted }: Ending, job: EngineJob): Error {
  if (notStarted) {
    return new ServerError('engine_unable', `The engine process cannot be started: ${notStarted.message}.`, {
      cause: notStarted,
    });
  }
  if (timedOut) {
    return new EngineFailure('time', 'processing took too long: try a shorter video');
  }
  if (isOutOfMemory) {
    return new EngineFailure(
      'memory',
      'processing needed more memory than this server allows: try a shorter or smaller video',
    );
  }
  if (report?.type === 'error') {
    const message = withoutPaths(report.message, [job.video, job.audio, job.output, job.scratch]);
    if (isPassing({ code: report.systemCode })) {
      return new ServerError('engine_unable', `The engine could not work (${report.systemCode}): ${message}`);
    }
    if (MEDIA_CODES.has(report.code)) return new MediaProblem(message);
    return new EngineFailure('error', 'the lip sync engine failed on this video: try again, or with another file', {
      cause: message,
    });
  }
  return new EngineFailure('crash', 'the lip sync engine crashed on this video: try again, or with another file');
}

/** Callers must not learn where the server keeps their files. */
function withoutPaths(message: string, paths: string[]): string {
  return paths.reduce((text, path) => text.replaceAll(` ${path}`, '').replaceAll(path, ''), message);
}

function pick(env: NodeJS.ProcessEnv, names: string[]): NodeJS.ProcessEnv {
  return Object.fromEntries(names.filter((name) => env[name] !== undefined).map((name) => [name, env[name]]));
}
