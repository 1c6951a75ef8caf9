import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import { CliError } from '../errors/cli-error.js';
import { type Source, sourceName } from './source.js';

/** `episode.dubbed.mp4` beside `episode.mp4`; in `base` where the video is a URL. */
export function defaultOutput(video: Source, base: string): string {
  const folder = video.kind === 'file' ? path.dirname(video.path) : base;
  return path.join(folder, `${path.parse(sourceName(video)).name}.dubbed.mp4`);
}

/**
 * Makes sure, before anything is sent, that the result can be written where it is to go.
 *
 * @param output An absolute path.
 * @param force Whether an existing file may be replaced; an input never is.
 */
export async function assertWritable(output: string, inputs: readonly Source[], force: boolean): Promise<void> {
  const folder = path.dirname(output);
  const folderFound = await stat(folder).catch(() => undefined);
  if (!folderFound?.isDirectory()) {
    throw new CliError({
      code: 'no_such_folder',
      message: `There is no folder ${folder}.`,
      hint: 'Make it, or choose another output.',
    });
  }
  await access(folder, constants.W_OK).catch((cause: unknown) => {
    throw new CliError({
      code: 'folder_not_writable',
      message: `The folder ${folder} cannot be written to.`,
      hint: 'Choose another output.',
      cause,
    });
  });
  const found = await stat(output).catch(() => undefined);
  if (!found) return;
  if (found.isDirectory()) {
    throw new CliError({
      code: 'output_is_folder',
      message: `The output ${output} is a folder.`,
      hint: 'Give the file to write, such as -o dubbed.mp4',
    });
  }
  for (const input of inputs) {
    const source = input.kind === 'file' ? await stat(input.path).catch(() => undefined) : undefined;
    if (source && source.ino === found.ino && source.dev === found.dev) {
      throw new CliError({
        code: 'output_is_input',
        message: `The output ${output} is one of the inputs.`,
        hint: 'Choose another output.',
      });
    }
  }
  if (!force) {
    throw new CliError({
      code: 'output_exists',
      message: `The output ${output} exists.`,
      hint: 'Choose another with -o, or replace it with --force',
    });
  }
}
