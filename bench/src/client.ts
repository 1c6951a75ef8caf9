import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleBytes, dependenciesOf, importCosts } from './client/packages.js';
import { type Receiver, runBare, startReceiver } from './client/processes.js';
import { printTable } from './print/table.js';

const GIB = 2 ** 30;
const UPLOADERS = [
  'raw node:http',
  'chamelaion',
  'chamelaion, ReadStream',
  'chamelaion, openAsBlob',
  'openapi-fetch',
  'ky',
  '@fal-ai/client',
  'openai',
  '@sync.so/sdk',
  'stripe',
  '@anthropic-ai/sdk',
  'replicate',
];
const PACKAGES = ['chamelaion', ...UPLOADERS.filter((name) => !/raw|chamelaion/.test(name))];

interface Upload {
  ms: number;
  peakMB: number;
}

/** Uploads one file of 1 GiB with each client, each in a process of its own; those that fail are left out, with a word. */
async function measureUploads(receiver: Receiver, names: string[]): Promise<Map<string, Upload>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'chamelaion-bench-'));
  const file = path.join(folder, 'video.mp4');
  const uploads = new Map<string, Upload>();
  try {
    await writeFile(file, '');
    await truncate(file, GIB);
    for (const name of names) {
      try {
        uploads.set(name, await runBare<Upload>('upload.mjs', [name, receiver.base, file]));
      } catch (error) {
        console.log(`${name}: not measured (${(error as Error).message.split('\n').at(-2) ?? error})`);
      }
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return uploads;
}

/**
 * Prints what the client costs beside its peers, all measured in this run; `false` when a bar is missed.
 *
 * @param args `--quick` leaves the uploads of the peers out
 */
export async function run(args: readonly string[] = []): Promise<boolean> {
  const isQuick = args.includes('--quick');
  const receiver = await startReceiver();
  try {
    const latency = await runBare<Record<string, number>>('latency.mjs', [receiver.base, '1500']);
    const names = isQuick ? UPLOADERS.filter((name) => /raw|chamelaion/.test(name)) : UPLOADERS;
    const uploads = await measureUploads(receiver, names);
    const bundles = new Map<string, number | undefined>();
    for (const name of PACKAGES) bundles.set(name, await bundleBytes(name));
    const imports = importCosts(PACKAGES);
    const rawGet = latency['raw fetch']!;
    const rawUpload = uploads.get('raw node:http')!;
    const dependencies = (name: string): number =>
      [...dependenciesOf(name)].filter((dependency) => dependency !== 'undici').length;

    printTable(
      `Clients side by side (Node ${process.version}): 1 GiB upload, small GET, browser bundle, packages, import`,
      [...new Set([...UPLOADERS, ...Object.keys(latency)])].map((name) => {
        const upload = uploads.get(name);
        const isPackage = PACKAGES.includes(name);
        const bytes = bundles.get(name);
        return {
          client: name,
          'peak MB': upload ? upload.peakMB.toFixed(0) : '',
          'upload s': upload ? (upload.ms / 1000).toFixed(1) : '',
          'GET ÷ fetch': latency[name] ? (latency[name] / rawGet).toFixed(2) : '',
          'bundle kB': bytes ? (bytes / 1000).toFixed(1) : '',
          packages: isPackage ? String(dependencies(name)) : '',
          'import ms': isPackage ? imports.get(name)!.toFixed(1) : '',
        };
      }),
    );

    const own = ['chamelaion', 'chamelaion, ReadStream', 'chamelaion, openAsBlob'].map((name) => uploads.get(name)!);
    const bars: [string, number, number][] = [
      ['1 GiB upload, peak MB (path, ReadStream, openAsBlob)', Math.max(...own.map(({ peakMB }) => peakMB)), 130],
      ['1 GiB upload from a path, time ÷ bare node:http', own[0]!.ms / rawUpload.ms, 1.5],
      ['p50 of a small GET ÷ raw fetch', latency['chamelaion']! / rawGet, 1.2],
      ['browser bundle, kB', bundles.get('chamelaion')! / 1000, 8],
      ['packages besides undici', dependencies('chamelaion'), 3],
      ['import ÷ openapi-fetch’s', imports.get('chamelaion')! / imports.get('openapi-fetch')!, 2],
    ];
    printTable(
      'Bars',
      bars.map(([figure, value, bar]) => ({
        figure,
        value: value.toFixed(2),
        bar: `≤ ${bar}`,
        holds: value <= bar ? 'yes' : 'NO',
      })),
    );
    const isWhole = own.length === 3 && receiver.largest() >= GIB;
    return isWhole && bars.every(([, value, bar]) => value <= bar);
  } finally {
    receiver.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exitCode = (await run(process.argv.slice(2))) ? 0 : 1;
}
