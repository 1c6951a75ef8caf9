/** What a consumer does with the installed packages, the same in every runtime. Answers with what it saw. */
export async function goThrough({ Chamelaion, ChamelaionError, waitForCompletion, isTerminal, baseURL }) {
  const client = new Chamelaion({ baseURL, apiKey: 'key', logLevel: 'off' });
  const seen = {};
  seen.health = (await client.health.check()).status;
  seen.name = (await client.users.getCurrent()).name;
  const accepted = await client.lipsync.generate({
    inputs: [
      { type: 'video', url: 'https://cdn.example.com/42.mp4' },
      { type: 'audio', url: 'https://cdn.example.com/42.wav' },
    ],
    reference_id: 'consumer',
  });
  const request = await waitForCompletion(client, accepted, { schedule: () => 1 });
  seen.waited = isTerminal(request.status) && request.status;
  const upload = await client.lipsync.generateWithMedia({
    video: new Blob(['pictures']),
    audio: { source: new TextEncoder().encode('sounds'), filename: 'voice.wav' },
  });
  const ids = [];
  for await (const { id } of client.lipsync.requests.list({ limit: 1 })) ids.push(id);
  seen.listed = ids.includes(accepted.request_id) && ids.includes(upload.request_id) && ids.length;
  try {
    await client.lipsync.requests.retrieve('nothing by this name');
  } catch (error) {
    seen.error = ChamelaionError.isInstance(error) && error instanceof Chamelaion.NotFoundError && error.message;
  }
  return seen;
}
