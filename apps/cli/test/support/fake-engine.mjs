import { copyFile, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** An engine that does what the text inside a made-up video says: wait, fail, or copy the video. */
export async function lipsync({ video, output }) {
  const text = await readFile(video, 'latin1');
  const { delayMs = 0, fails } = JSON.parse(/\{.*\}/s.exec(text)?.[0] ?? '{}');
  await delay(delayMs);
  if (fails) throw Object.assign(new Error(fails), { code: 'no_face' });
  await copyFile(video, output);
  return { seconds: 1 };
}
