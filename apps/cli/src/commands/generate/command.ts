import type { CommandDefinition } from '../../program/definition.js';
import { jobOptions } from '../shared-options.js';

export const generateCommand: CommandDefinition = {
  name: 'generate',
  summary: 'Start a job and print its request id',
  arguments: [
    { name: 'VIDEO', description: 'MP4 video, a path or a URL', completes: 'file' },
    { name: 'AUDIO', description: 'new voice, WAV or MP3, a path or a URL', completes: 'file' },
  ],
  options: jobOptions,
  examples: [
    {
      run: 'chamelaion generate https://cdn.example.com/episode.mp4 https://cdn.example.com/voice.wav',
      does: 'Two URLs, which the service fetches',
    },
    { run: 'id=$(chamelaion generate episode.mp4 voice.wav) && chamelaion wait "$id"', does: 'Start now, wait later' },
  ],
  load: () => import('./run.js'),
};
