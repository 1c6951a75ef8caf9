import express from 'express';
import { passOn, refusal } from './pass-on.js';

const app = express();

app.post('/dub', async (request, response) => {
  try {
    const contentType = request.headers['content-type'] ?? '';
    response.json(await passOn({ ...request.headers, 'content-type': contentType }, request));
  } catch (error) {
    request.unpipe();
    request.resume();
    const { status, ...body } = refusal(error);
    response.status(status).json(body);
  }
});

const server = app.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1', () => {
  const { port } = server.address() as { port: number };
  console.log(`POST a video and an audio file to http://127.0.0.1:${port}/dub, such as with`);
  console.log(`  curl -F video=@episode.mp4 -F audio=@voice.wav http://127.0.0.1:${port}/dub`);
});
