import { spawn } from 'node:child_process';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Fails in the way that the voice file names behind its header. */
export async function lipsync({ video, audio, output }) {
  const { fault, log } = JSON.parse((await readFile(audio, 'utf8')).slice(16));
  if (fault === 'exit') process.exit(3);
  if (fault === 'abort') process.abort();
  if (fault === 'lie') await new Promise(() => process.send({ type: 'done', seconds: -1_000 }, () => process.exit(0)));
  if (fault === 'throw') throw new Error(`something about ${video}`);
  if (fault === 'offspring') spawn('sleep', ['50'], { stdio: 'inherit', detached: true }).unref();
  if (fault === 'full disk') {
    await appendFile(log, 'x');
    if ((await readFile(log)).length < 3) {
      const cause = Object.assign(new Error('no space left'), { code: 'ENOSPC', syscall: 'write' });
      throw Object.assign(new Error(`The output ${output} cannot be written.`, { cause }), { code: 'output_failed' });
    }
  }
  if (fault === 'no face') {
    throw Object.assign(new Error(`No face was found in the video ${video}: use other footage.`), { code: 'no_face' });
  }
  if (fault === 'hang') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  if (fault === 'memory') {
    const held = [];
    for (;;) {
      held.push(Buffer.alloc(16 * 1024 * 1024, 1));
      await sleep(10);
    }
  }
  await writeFile(output, JSON.stringify(process.env));
  return { seconds: 1 };
}
