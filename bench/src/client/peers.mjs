/** How each client is asked for one small GET, and for the upload of one file: in the leanest way it documents. */
import { createReadStream, openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import http from 'node:http';
import { pipeline } from 'node:stream/promises';

const form = async (file) => {
  const data = new FormData();
  data.append('video', await openAsBlob(file), 'video.mp4');
  return data;
};

async function rawHttpUpload(base, file) {
  const { size } = await stat(file);
  const request = http.request(`${base}/upload`, { method: 'POST', headers: { 'content-length': size } });
  const answered = new Promise((resolve, reject) => request.once('response', resolve).once('error', reject));
  await pipeline(createReadStream(file, { highWaterMark: 262_144 }), request);
  (await answered).resume();
}

async function chamelaion(base, open) {
  const { Chamelaion } = await import('chamelaion');
  const client = new Chamelaion({ baseURL: base, apiKey: 'key' });
  return {
    get: () => client.users.getCurrent(),
    upload: async (file) => client.lipsync.generateWithMedia({ video: await open(file), audio: new Uint8Array(3) }),
  };
}

export const peers = {
  'raw fetch': async (base) => ({
    get: async () => (await fetch(`${base}/v1/users/me`, { headers: { 'x-api-key': 'key' } })).json(),
  }),
  'raw node:http': async (base) => ({ upload: (file) => rawHttpUpload(base, file) }),
  chamelaion: (base) => chamelaion(base, (file) => file),
  'chamelaion, ReadStream': async (base) => ({ upload: (await chamelaion(base, createReadStream)).upload }),
  'chamelaion, openAsBlob': async (base) => ({ upload: (await chamelaion(base, openAsBlob)).upload }),
  'openapi-fetch': async (base) => {
    const { default: createClient } = await import('openapi-fetch');
    const client = createClient({ baseUrl: base, headers: { 'x-api-key': 'key' } });
    return {
      get: () => client.GET('/v1/users/me'),
      upload: async (file) => client.POST('/upload', { body: await form(file) }),
    };
  },
  ky: async (base) => {
    const { default: ky } = await import('ky');
    return {
      get: () => ky.get(`${base}/v1/users/me`, { headers: { 'x-api-key': 'key' } }).json(),
      upload: async (file) => ky.post(`${base}/upload`, { body: await form(file), timeout: false }).json(),
    };
  },
  stripe: async (base) => {
    const { default: Stripe } = await import('stripe');
    const { hostname, port } = new URL(base);
    const client = new Stripe('sk_test_key', { host: hostname, port, protocol: 'http', telemetry: false });
    return {
      get: () => client.rawRequest('GET', '/v1/users/me'),
      upload: (file) =>
        client.files.create({
          purpose: 'dispute_evidence',
          file: { data: createReadStream(file), name: 'video.mp4', type: 'video/mp4' },
        }),
    };
  },
  openai: async (base) => {
    const { default: OpenAI } = await import('openai');
    const client = new OpenAI({ apiKey: 'key', baseURL: base });
    return {
      get: () => client.get('/v1/users/me'),
      upload: (file) => client.files.create({ purpose: 'batch', file: createReadStream(file) }),
    };
  },
  '@anthropic-ai/sdk': async (base) => {
    const { default: Anthropic } = await import('@anthropic-ai/sdk');
    const client = new Anthropic({ apiKey: 'key', baseURL: base });
    return {
      get: () => client.get('/v1/users/me'),
      upload: (file) => client.beta.files.upload({ file: createReadStream(file) }),
    };
  },
  replicate: async (base) => {
    const { default: Replicate } = await import('replicate');
    const client = new Replicate({ auth: 'key', baseUrl: base });
    return {
      get: () => client.predictions.get('x'),
      upload: async (file) => client.files.create(await openAsBlob(file)),
    };
  },
  '@fal-ai/client': async (base) => {
    const { createFalClient } = await import('@fal-ai/client');
    const local = (url, init) => fetch(String(url).replace(/^https:\/\/[^/]+/, base), init);
    const client = createFalClient({ credentials: 'key', fetch: local });
    return {
      get: () => client.queue.status('a/b', { requestId: 'x' }),
      upload: async (file) => client.storage.upload(await openAsBlob(file, { type: 'video/mp4' })),
    };
  },
  '@sync.so/sdk': async (base) => {
    const { SyncClient } = await import('@sync.so/sdk');
    const client = new SyncClient({ apiKey: 'key', baseUrl: base, environment: base });
    return {
      get: () => client.generations.get('x'),
      upload: (file) =>
        client.generations.createWithFiles({
          video: createReadStream(file),
          audio: new Blob(['a']),
          model: 'lipsync-2',
        }),
    };
  },
};
