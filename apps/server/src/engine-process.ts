import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { type EngineReport, type EngineTask, OUT_OF_MEMORY_SIGNAL } from './engine/messages.js';

/**
 * The process that the engine runs in. It takes one task, reports once and ends. A thread of its own watches that the
 * parent is alive and that memory stays within bounds, also while the engine is busy.
 */
const WATCHDOG = `
const { workerData } = require('node:worker_threads');
setInterval(() => {
  if (process.ppid !== workerData.parent) process.kill(process.pid, 'SIGKILL');
  if (process.memoryUsage.rss() > workerData.memoryBytes) process.kill(process.pid, workerData.signal);
}, 200);
`;

interface EngineModule {
  lipsync(task: { video: string; audio: string; output: string; activeSpeaker: boolean }): Promise<unknown>;
}

const parent = process.ppid;
process.on('disconnect', () => process.exit(1));
process.once('message', async (task: EngineTask) => {
  const workerData = { parent, memoryBytes: task.memoryBytes, signal: OUT_OF_MEMORY_SIGNAL };
  new Worker(WATCHDOG, { eval: true, workerData }).unref();
  const report = await run(task);
  process.send?.(report, undefined, {}, () => process.exit(0));
});

async function run(task: EngineTask): Promise<EngineReport> {
  try {
    const engine = (await import(specifierOf(task.module))) as EngineModule;
    const { video, audio, output, activeSpeaker } = task;
    const result = await engine.lipsync({ video, audio, output, activeSpeaker });
    return { type: 'done', seconds: secondsOf(result) };
  } catch (error) {
    const { code, message } = error as { code?: unknown; message?: unknown };
    const systemCode = systemCodeOf(error);
    return { type: 'error', code: String(code ?? 'unknown'), message: String(message ?? error), systemCode };
  }
}

/** The first system error's code among an error and its causes. */
function systemCodeOf(error: unknown): string | undefined {
  for (let at = error as NodeJS.ErrnoException | undefined, depth = 0; at && depth < 8; depth++) {
    if (at.syscall !== undefined && typeof at.code === 'string') return at.code;
    at = at.cause as NodeJS.ErrnoException | undefined;
  }
  return undefined;
}

/** Paths of Windows begin with a drive letter, which an import would take for a protocol. */
const specifierOf = (module: string): string => (isAbsolute(module) ? pathToFileURL(module).href : module);

function secondsOf(result: unknown): number {
  const seconds = (result as { seconds?: unknown } | null)?.seconds;
  return typeof seconds === 'number' && seconds >= 0 ? seconds : 0;
}
