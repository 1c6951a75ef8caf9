const calls: Record<string, string> = {
  'health.check': `const { status } = await client.health.check();
console.log(status);`,
  'users.getCurrent': `const { name } = await client.users.getCurrent();
console.log(name);`,
  'lipsync.generate': `const { request_id } = await client.lipsync.generate({
  inputs: [
    { type: 'video', url: 'https://cdn.example.com/episodes/42.mp4' },
    { type: 'audio', url: 'https://cdn.example.com/dubs/42-japanese.wav' },
  ],
  reference_id: 'dub-episode-42',
});
console.log(request_id);`,
  'lipsync.generateWithMedia': `const { request_id } = await client.lipsync.generateWithMedia({
  video: './episode-42.mp4',
  audio: './episode-42.ja.wav',
  reference_id: 'dub-episode-42',
});
console.log(request_id);`,
  'lipsync.requests.list': `for await (const request of client.lipsync.requests.list({ reference_id: 'dub-episode-42' })) {
  console.log(request.id, request.status);
}`,
  'lipsync.requests.retrieve': `const request = await client.lipsync.requests.retrieve('dub-episode-42');
if (request.status === 'completed') console.log(request.output_url);
if (request.status === 'failed') console.log(request.error_message);`,
};

/** A call of an operation with the client, as a whole module. */
export function exampleOf(id: string): string {
  const call = calls[id] ?? `// client.${id}() takes the parameters above.`;
  return `import Chamelaion from 'chamelaion';\n\nconst client = new Chamelaion();\n${call}`;
}
