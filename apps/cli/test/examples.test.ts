import { spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandGroups } from '../src/program/commands.js';
import type { CommandDefinition } from '../src/program/definition.js';
import { runIn } from './support/in-process.js';
import { fakeVideo, fakeVoice, testFolder } from './support/media.js';
import { bin, cleanEnv, type Ended, program, type Running, start } from './support/program.js';
import { fakeEngine } from './support/service.js';

/** Every example of every help text is typed into a real shell, in this order, against a service with the fake engine. */
const every = (await Promise.all(commandGroups.flatMap(([, commands]) => commands).map(allOf))).flat();

const examples = [...new Set(every)];

const SERVE = 'chamelaion serve --port 0 --data-dir ./chamelaion-data --json';

async function allOf(command: CommandDefinition): Promise<string[]> {
  const children = (await command.children?.()) ?? [];
  const nested = await Promise.all(children.map(allOf));
  return [...command.examples.map((example) => example.run), ...nested.flat()];
}

let folder: Awaited<ReturnType<typeof testFolder>>;
let server: Running;
let host: Server;
let env: Record<string, string>;
let cdn: string;

beforeAll(async () => {
  folder = await testFolder();
  const cwd = folder.folder;
  await mkdir(path.join(cwd, 'bin'));
  await writeFile(path.join(cwd, 'bin', 'chamelaion'), `#!/bin/sh\nexec '${process.execPath}' '${bin}' "$@"\n`, {
    mode: 0o755,
  });
  await fakeVideo(path.join(cwd, 'episode.mp4'));
  await fakeVoice(path.join(cwd, 'voice.wav'));
  await writeFile(path.join(cwd, 'episodes.csv'), 'video,audio,output\nepisode.mp4,voice.wav,batch-1.mp4\n');
  await writeFile(
    path.join(cwd, 'season.jsonl'),
    '{"video":"episode.mp4","audio":"voice.wav","output":"batch-2.mp4"}\n',
  );

  const media = new Map([
    ['/episode.mp4', await readFile(path.join(cwd, 'episode.mp4'))],
    ['/voice.wav', await readFile(path.join(cwd, 'voice.wav'))],
  ]);
  host = createServer((request, response) => response.end(media.get(request.url ?? ''))).listen(0, '127.0.0.1');
  await new Promise((resolve) => host.once('listening', resolve));
  cdn = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;

  const dataDir = path.join(cwd, 'chamelaion-data');
  const settings = {
    CHAMELAION_ENGINE_MODULE: fakeEngine,
    ALLOW_PRIVATE_URLS: '127.0.0.1',
    CHAMELAION_DATA_DIR: dataDir,
  };
  server = start(SERVE.split(' ').slice(1), { cwd, env: settings });
  await server.says(/token/);
  const { url, token } = JSON.parse(await readFile(path.join(dataDir, 'cli', 'running.json'), 'utf8'));
  env = {
    ...settings,
    CHAMELAION_BASE_URL: url,
    CHAMELAION_API_KEY: token,
    PATH: `${path.join(cwd, 'bin')}:${process.env['PATH']}`,
  };
  await writeFile(path.join(cwd, 'key.txt'), `${token}\n`);
  await program(['sync', 'episode.mp4', 'voice.wav', '--reference-id', 'dub-episode-42', '-o', 'first.mp4'], {
    cwd,
    env,
  });
}, 60_000);
afterAll(async () => {
  server.kill('SIGTERM');
  await server.ended;
  host.close();
  await folder.remove();
});

/** Types a line into bash; a line of words alone is run as it is, which spares a start of the program. */
function type(line: string): Promise<Ended> {
  const here = line
    .replaceAll('https://cdn.example.com', cdn)
    .replaceAll('http://127.0.0.1:4010/api', env['CHAMELAION_BASE_URL'] as string);
  const cwd = folder.folder;
  if (/^chamelaion [\w\s./:-]+$/.test(here)) {
    return runIn(here.split(' ').slice(1), { cwd, env: cleanEnv(cwd, env) });
  }
  const child = spawn('bash', ['--norc', '-o', 'pipefail', '-c', here], {
    cwd: folder.folder,
    env: cleanEnv(folder.folder, env),
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code: code ?? -1, stdout, stderr })));
}

describe.skipIf(process.platform === 'win32')('an example', () => {
  it.each(examples.filter((line) => !line.startsWith('chamelaion serve')))(
    'works as it stands in the help: %s',
    async (line) => {
      const wanted = line.includes('grep failed') ? 1 : 0;
      const { code, stderr } = await type(line);
      expect([code, code === wanted ? '' : stderr]).toEqual([wanted, '']);
    },
  );

  it('of serve is the service that the others ran against', () => {
    expect(examples).toContain(SERVE);
  });

  it('is there for every command', async () => {
    const bare = commandGroups.flatMap(([, commands]) => commands).filter((command) => command.examples.length === 0);
    expect(bare.map((command) => command.name)).toEqual([]);
  });
});
