import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { download, LipsyncFailedError, waitForCompletion } from '@chamelaion/polling';
import Chamelaion from 'chamelaion';

/** What a file of the inbox holds; its name is the task's name. */
interface Task {
  video: string;
  audio: string;
}

const root = process.argv[2] ?? 'tasks';
const folder = (name: string) => path.join(root, name);
const client = new Chamelaion();

/**
 * The reference is made from the task's name, so it is the same after a crash. A task whose request exists
 * is never started again: this holds even when the crash came between the call and its answer.
 */
async function start(name: string, task: Task): Promise<string> {
  const reference_id = `queue-worker-${name}`;
  const { data } = await client.lipsync.requests.list({ reference_id, limit: 1 });
  if (data[0]) {
    console.log(`${name}: already started as ${data[0].id}`);
    return data[0].id;
  }
  const body = { video: task.video, audio: task.audio, reference_id };
  const { request_id } = await client.lipsync.generateWithMedia(body);
  console.log(`${name}: started as ${request_id}`);
  return request_id;
}

async function work(file: string): Promise<void> {
  const name = path.basename(file, '.json');
  const task = JSON.parse(await readFile(path.join(folder('inbox'), file), 'utf8')) as Task;
  try {
    const request = await waitForCompletion(client, await start(name, task), { timeoutMs: Infinity });
    await download(client, request, path.join(folder('done'), `${name}.mp4`));
    console.log(`${name}: done`);
  } catch (error) {
    if (!LipsyncFailedError.isInstance(error)) throw error;
    await writeFile(path.join(folder('failed'), `${name}.txt`), `${error.request.error_message}\n`);
    console.error(`${name}: ${error.message}`);
  }
  // The last step: whatever came before it is repeated after a crash, and repeating it costs nothing.
  await rename(path.join(folder('inbox'), file), path.join(folder('finished'), file));
}

for (const name of ['inbox', 'done', 'failed', 'finished']) await mkdir(folder(name), { recursive: true });
const tasks = (await readdir(folder('inbox'))).filter((file) => file.endsWith('.json')).sort();
for (const task of tasks) await work(task);
console.log(`${tasks.length} tasks worked through`);
if (tasks.length === 0) {
  console.log(`Put some there: ${folder('inbox')}/NAME.json with { "video": "FILE.mp4", "audio": "FILE.wav" }`);
}
