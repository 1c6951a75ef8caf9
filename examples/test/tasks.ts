import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run, temporaryFolder } from './program.js';
import type { Service } from './service.js';

/** A folder for the queue worker, with tasks in its inbox. */
export function tasksOf(...names: string[]): string {
  const root = temporaryFolder();
  const [video, audio] = [path.join(root, 'in.mp4'), path.join(root, 'in.wav')];
  writeFileSync(video, 'pictures');
  writeFileSync(audio, 'sounds');
  mkdirSync(path.join(root, 'inbox'));
  for (const name of names) writeFileSync(path.join(root, 'inbox', `${name}.json`), JSON.stringify({ video, audio }));
  return root;
}

/** Starts the queue worker. */
export const work = (root: string, service: Service) => run('queue-worker/src/worker.ts', [root], service.env);
