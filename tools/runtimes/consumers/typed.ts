import { assertValid, type LipsyncRequest, type OperationHandlers } from '@chamelaion/contract';
import { createHandlers, type JobScript } from '@chamelaion/msw';
import { sync, waitForCompletion } from '@chamelaion/polling';
import Chamelaion, { APIError, type RequestOptions } from 'chamelaion';

export async function use(options: RequestOptions): Promise<string> {
  const client = new Chamelaion({ apiKey: 'key' });
  const accepted = await client.lipsync.generate(
    {
      inputs: [
        { type: 'video', url: 'https://cdn.example.com/42.mp4' },
        { type: 'audio', url: 'https://cdn.example.com/42.wav' },
      ],
    },
    options,
  );
  const request: LipsyncRequest = await waitForCompletion(client, accepted, { timeoutMs: 1_000 });
  const completed = await sync(client, { video: new Blob([]), audio: new Blob([]) });
  const script: JobScript = [{ status: 'queued', polls: 2 }, { status: 'completed' }];
  createHandlers({ jobs: script }).jobs.complete(request.id);
  for await (const each of client.lipsync.requests.list()) assertValid('LipsyncRequest', each);
  return completed.output_url;
}

export const handlers: Pick<OperationHandlers<null>, 'health.check'> = { 'health.check': () => ({ status: 'ok' }) };

export function statusOf(error: unknown): number | undefined {
  return APIError.isInstance(error) ? error.status : undefined;
}

// @ts-expect-error: an input is a video or an audio
new Chamelaion().lipsync.generate({ inputs: [{ type: 'image', url: '' }] });
