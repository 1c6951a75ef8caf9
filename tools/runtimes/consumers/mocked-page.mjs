import { isTerminal } from '@chamelaion/contract';
import { createHandlers } from '@chamelaion/msw';
import { waitForCompletion } from '@chamelaion/polling';
import Chamelaion, { ChamelaionError } from 'chamelaion';
import { setupWorker } from 'msw/browser';
import { goThrough } from './steps.mjs';

try {
  const api = createHandlers();
  await setupWorker(...api.handlers).start({ quiet: true, onUnhandledRequest: 'bypass' });
  const baseURL = 'https://api.chamelaion.com/api';
  const seen = await goThrough({ Chamelaion, ChamelaionError, waitForCompletion, isTerminal, baseURL });
  const upload = api.requests.find((request) => request.operation === 'lipsync.generateWithMedia');
  window.result = { ...seen, recorded: api.requests.length, video: await upload.body.video.text() };
} catch (error) {
  window.result = { failed: String(error?.stack ?? error) };
}
