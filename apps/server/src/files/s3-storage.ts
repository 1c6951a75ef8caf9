import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AwsV4Signer } from 'aws4fetch';
import { type Dispatcher, request } from 'undici';
import { ServerError } from '../errors/server-error.js';
import type { Storage, StoredFile } from './storage.js';

/** An S3 bucket, addressed by path, and who may use it. */
export interface S3Options {
  endpoint: string;
  bucket: string;
  keyId: string;
  secret: string;
  region: string;
}

const TRIES = 3;
/** How long the storage may be silent. */
const SILENCE_MS = 60_000;

interface Call {
  method: 'GET' | 'HEAD' | 'PUT' | 'DELETE';
  key?: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  /** Called once a try. */
  body?: () => Readable;
  expect: number[];
}

/** Keeps files in an S3 bucket, with the few operations that every S3 service has. */
export async function openS3Storage(options: S3Options): Promise<Storage> {
  const call = (wanted: Call) => s3Call(options, wanted);

  const describe = async (key: string): Promise<StoredFile | undefined> => {
    const { statusCode, headers, body } = await call({ method: 'HEAD', key, expect: [200, 404] });
    await body.dump();
    if (statusCode === 404) return undefined;
    return { key, bytes: Number(headers['content-length']), modifiedAt: new Date(String(headers['last-modified'])) };
  };

  return {
    async put(path, key) {
      const { size } = await stat(path);
      const headers = { 'content-length': String(size) };
      const body = () => createReadStream(path, { highWaterMark: 256 * 1024 });
      await drained(call({ method: 'PUT', key, headers, body, expect: [200] }));
      await rm(path, { force: true });
    },
    async localPath(key, directory) {
      const path = join(directory, key.replaceAll('/', '_'));
      const { body } = await call({ method: 'GET', key, expect: [200] });
      await pipeline(body, createWriteStream(path)).catch((cause) => {
        if (cause.syscall) throw cause;
        throw new ServerError('storage_failed', `The storage broke off in the middle of ${key}.`, { cause });
      });
      return path;
    },
    stat: describe,
    async read(key, start, end) {
      const headers = { range: `bytes=${start}-${end}` };
      const { statusCode, body } = await call({ method: 'GET', key, headers, expect: [200, 206, 404] });
      if (statusCode !== 404) return body;
      await body.dump();
      return undefined;
    },
    remove: (key) => drained(call({ method: 'DELETE', key, expect: [200, 204, 404] })),
    async *list(folder) {
      let token: string | undefined;
      do {
        const query = { 'list-type': '2', prefix: `${folder}/`, ...(token && { 'continuation-token': token }) };
        const { body } = await call({ method: 'GET', query, expect: [200] });
        const page = await body.text();
        for (const [, entry = ''] of page.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
          const modifiedAt = new Date(tag(entry, 'LastModified') ?? 0);
          yield { key: tag(entry, 'Key') ?? '', bytes: Number(tag(entry, 'Size')), modifiedAt };
        }
        token = tag(page, 'NextContinuationToken');
      } while (token);
    },
  };
}

async function s3Call(options: S3Options, wanted: Call): Promise<Dispatcher.ResponseData> {
  const url = new URL(`${options.endpoint.replace(/\/+$/, '')}/${options.bucket}/${wanted.key ?? ''}`);
  for (const [name, value] of Object.entries(wanted.query ?? {})) url.searchParams.set(name, value);
  let cause: unknown;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const signed = await new AwsV4Signer({
      method: wanted.method,
      url: url.href,
      headers: wanted.headers ?? {},
      accessKeyId: options.keyId,
      secretAccessKey: options.secret,
      region: options.region,
      service: 's3',
    }).sign();
    try {
      const headers = Object.fromEntries(signed.headers as Iterable<[string, string]>);
      const response = await request(signed.url, {
        method: wanted.method,
        headers,
        body: wanted.body?.() ?? null,
        headersTimeout: SILENCE_MS,
        bodyTimeout: SILENCE_MS,
      });
      if (wanted.expect.includes(response.statusCode)) return response;
      const code = tag(await response.body.text(), 'Code') ?? '';
      cause = new ServerError('storage_failed', `The storage answered ${`${response.statusCode} ${code}`.trim()}.`);
      if (response.statusCode < 500) break;
    } catch (error) {
      cause = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 200 * 2 ** attempt));
  }
  throw new ServerError('storage_failed', `The storage failed to ${wanted.method} ${wanted.key ?? 'the list'}.`, {
    cause,
  });
}

async function drained(response: Promise<Dispatcher.ResponseData>): Promise<void> {
  await (await response).body.dump();
}

function tag(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>(.*?)</${name}>`, 's').exec(xml)?.[1];
}
