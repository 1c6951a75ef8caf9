import { Worker } from 'node:worker_threads';
import { type EngineReport, type EngineTask, OUT_OF_MEMORY_SIGNAL } from './engine/messages.js';

/**
 * The process that the engine runs in. It takes one task, reports once and ends. A thread of its own watches that the
 * parent is alive and that memory stays within bounds, also while the engine is busy.
 */
const WATCHDOG = `
const { workerData } = require('node:worker_threads');
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
  if (process.memoryUsage.rss() > workerData.memoryBytes) process.kill(process.pid, workerData.signal);
}, 200);
`;

interface EngineModule {
  lipsync(task: { video: string; audio: string; output: string; activeSpeaker: boolean }): Promise<unknown>;
}

process.on('disconnect', () => process.exit(1));
process.once('message', async (task: EngineTask) => {
  const workerData = { memoryBytes: task.memoryBytes, signal: OUT_OF_MEMORY_SIGNAL };
  new Worker(WATCHDOG, { eval: true, workerData }).unref();
  const report = await run(task);
  process.send?.(report, undefined, {}, () => process.exit(0));
});

async function run(task: EngineTask): Promise<EngineReport> {
  try {
    const engine = (await import(task.module)) as EngineModule;
    const { video, audio, output, activeSpeaker } = task;
    const result = await engine.lipsync({ video, audio, output, activeSpeaker });
    return { type: 'done', seconds: secondsOf(result) };
  } catch (error) {
    const { code, message } = error as { code?: unknown; message?: unknown };
    return { type: 'error', code: String(code ?? 'unknown'), message: String(message ?? error) };
  }
}

function secondsOf(result: unknown): number {
  const seconds = (result as { seconds?: unknown } | null)?.seconds;
  return typeof seconds === 'number' && seconds >= 0 ? seconds : 0;
}
