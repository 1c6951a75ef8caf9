// Generated from spec/openapi.yaml by `pnpm generate`. Do not edit: edit the spec.

import type { ApiCommand } from './api-command.js';

/** One command an operation of the contract. */
export const apiCommands: ApiCommand[] = [
  {
    resource: 'health',
    method: 'check',
    summary: 'Check that the service answers',
    description: 'Answers without authentication while the service is up.',
    auth: false,
    flags: [],
    run: (client, input) => client.health.check(input.options),
  },
  {
    resource: 'users',
    method: 'getCurrent',
    summary: 'Show whose token this is',
    description: 'The display name of the token that made the call: a cheap way to check a key.',
    auth: true,
    flags: [],
    run: (client, input) => client.users.getCurrent(input.options),
  },
  {
    resource: 'lipsync',
    method: 'generate',
    summary: 'Start a lip sync from two URLs',
    description: 'Accepts a video and a voice track by URL and queues the job. Media that cannot be read or reached is still accepted here and ends as `failed`. Billed by processed time.',
    auth: true,
    flags: [
      { flag: '--inputs', name: 'inputs', in: 'body', kind: 'json', required: true, choices: null, description: 'Exactly one video and one audio input, in any order.', example: '[{"type":"video","url":"https://cdn.example.com/episodes/42.mp4"},{"type":"audio","url":"https://cdn.example.com/dubs/42-japanese.wav"}]' },
      { flag: '--disable-active-speaker-detection', name: 'disable_active_speaker_detection', in: 'body', kind: 'boolean', required: false, choices: null, description: '`true` dubs the largest face of every frame (max-face mode) instead of the face that speaks.', example: null },
      { flag: '--reference-id', name: 'reference_id', in: 'body', kind: 'string', required: false, choices: null, description: 'The caller\'s own name for the job. Several jobs may share one; a lookup by it gives the newest.', example: '"dub-episode-42"' },
    ],
    run: (client, input) => client.lipsync.generate(input.body as never, input.options),
  },
  {
    resource: 'lipsync',
    method: 'generateWithMedia',
    summary: 'Start a lip sync from two uploaded files',
    description: 'Accepts a video and a voice track as one multipart upload and queues the job. Billed by processed time.',
    auth: true,
    flags: [
      { flag: '--video', name: 'video', in: 'body', kind: 'file', required: true, choices: null, description: 'The video whose mouth is to change (MP4).', example: null },
      { flag: '--audio', name: 'audio', in: 'body', kind: 'file', required: true, choices: null, description: 'The voice that the mouth is to match (WAV or MP3).', example: null },
      { flag: '--disable-active-speaker-detection', name: 'disable_active_speaker_detection', in: 'body', kind: 'boolean', required: false, choices: null, description: '`true` dubs the largest face of every frame (max-face mode) instead of the face that speaks.', example: null },
      { flag: '--model', name: 'model', in: 'body', kind: 'string', required: false, choices: ['lipsync-2'], description: 'The lip sync model.', example: null },
      { flag: '--reference-id', name: 'reference_id', in: 'body', kind: 'string', required: false, choices: null, description: 'The caller\'s own name for the job. Several jobs may share one; a lookup by it gives the newest.', example: null },
    ],
    run: (client, input) => client.lipsync.generateWithMedia(input.body as never, input.options),
  },
  {
    resource: 'lipsync.requests',
    method: 'list',
    summary: 'List lip sync requests, newest first',
    description: 'A page of this account\'s requests. `limit` and `offset` outside their bounds are clamped, and `pagination` reports what was applied.',
    auth: true,
    flags: [
      { flag: '--limit', name: 'limit', in: 'query', kind: 'integer', required: false, choices: null, description: 'How many requests a page holds, clamped to 1–100.', example: null },
      { flag: '--offset', name: 'offset', in: 'query', kind: 'integer', required: false, choices: null, description: 'How many of the newest requests to pass over, at least 0.', example: null },
      { flag: '--reference-id', name: 'reference_id', in: 'query', kind: 'string', required: false, choices: null, description: 'Only requests with exactly this reference_id.', example: null },
    ],
    run: (client, input) => client.lipsync.requests.list(input.query as never, input.options),
  },
  {
    resource: 'lipsync.requests',
    method: 'retrieve',
    summary: 'Retrieve a lip sync request',
    description: 'Looks a request up by its UUID or by its reference_id. Several requests may share a reference_id: the newest is returned.',
    auth: true,
    flags: [
      { flag: '--id', name: 'id', in: 'path', kind: 'string', required: true, choices: null, description: 'The request\'s UUID, or its reference_id.', example: null },
    ],
    run: (client, input) => client.lipsync.requests.retrieve(input.path['id'] as string, input.options),
  },
];
