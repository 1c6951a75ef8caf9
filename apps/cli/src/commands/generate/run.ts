import type { LipsyncModel } from '@chamelaion/contract';
import { exitCodes } from '../../errors/exit-codes.js';
import { assertModelApplies } from '../../jobs/model.js';
import { inventReference, submit } from '../../jobs/submit.js';
import { readSource } from '../../media/source.js';
import type { Run } from '../../program/definition.js';

interface GenerateOptions {
  referenceId?: string;
  maxFace?: boolean;
  model?: LipsyncModel;
}

export const run: Run<GenerateOptions> = async (session, [videoWord = '', audioWord = ''], options) => {
  const video = await readSource(videoWord, 'video', session.context.cwd);
  const audio = await readSource(audioWord, 'audio', session.context.cwd);
  assertModelApplies(options.model, video, audio);
  const referenceId = options.referenceId ?? inventReference(video);
  const requestId = await submit(session, {
    video,
    audio,
    referenceId,
    maxFace: options.maxFace,
    model: options.model,
  });
  session.output.result({ request_id: requestId, reference_id: referenceId }, () => requestId);
  return exitCodes.done;
};
