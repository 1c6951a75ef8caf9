import type { LipsyncModel } from '@chamelaion/contract';
import { CliError } from '../errors/cli-error.js';
import type { Source } from '../media/source.js';

/** A model can be named for uploads only: the API takes none with two URLs. */
export function assertModelApplies(model: LipsyncModel | undefined, video: Source, audio: Source): void {
  if (model === undefined || video.kind === 'file' || audio.kind === 'file') return;
  throw new CliError({
    code: 'model_needs_upload',
    message: '--model applies to files that are uploaded, and both inputs are URLs.',
    hint: 'Leave --model out, or give a file.',
  });
}
