import type { CommandDefinition } from '../../program/definition.js';
import { forceOption, jobOptions, outputOption, timeoutOption } from '../shared-options.js';

export const syncCommand: CommandDefinition = {
  name: 'sync',
  summary: 'Dub one video: send it, wait, and download the result',
  description:
    'Sends a video and a new voice, waits until the mouth matches it, and downloads the result. ' +
    'Each of the two is a path or a URL. The result goes beside the video as NAME.dubbed.mp4 unless -o says otherwise.',
  arguments: [
    { name: 'VIDEO', description: 'MP4 video, a path or a URL', completes: 'file' },
    { name: 'AUDIO', description: 'new voice, WAV or MP3, a path or a URL', completes: 'file' },
  ],
  options: [
    outputOption,
    forceOption,
    ...jobOptions,
    { flags: '--no-wait', description: 'print the request id and leave; come back with: chamelaion wait' },
    timeoutOption,
    { flags: '--open', description: 'open the result when it is there' },
  ],
  examples: [
    { run: 'chamelaion sync episode.mp4 voice.wav', does: 'Dub into episode.dubbed.mp4' },
    { run: 'chamelaion sync episode.mp4 voice.wav -o japanese.mp4 --force', does: 'Dub into a file of your choice' },
    {
      run: 'chamelaion sync https://cdn.example.com/episode.mp4 voice.wav -o remote.mp4',
      does: 'A video from elsewhere with a voice from here',
    },
    {
      run: 'chamelaion sync episode.mp4 voice.wav --no-wait --reference-id dub-43',
      does: 'Only start the job',
    },
    {
      run: 'chamelaion sync episode.mp4 voice.wav -o local.mp4 --local',
      does: 'Dub on this computer, without an account',
    },
  ],
  load: () => import('./run.js'),
};
