import { configPath } from '../../config/paths.js';
import { exitCodes } from '../../errors/exit-codes.js';
import type { Run } from '../../program/definition.js';

export const run: Run<Record<string, never>> = async ({ context, output }) => {
  const file = configPath(context);
  output.result({ config: file }, () => file);
  return exitCodes.done;
};
