import { bashCompletion } from '../../completion/bash.js';
import { fishCompletion } from '../../completion/fish.js';
import { commandShapes } from '../../completion/shapes.js';
import { zshCompletion } from '../../completion/zsh.js';
import { exitCodes } from '../../errors/exit-codes.js';
import type { Run } from '../../program/definition.js';

export const run: Run<Record<string, never>> = async (session, [shell = '']) => {
  const shapes = await commandShapes();
  const scripts: Record<string, string> = {
    bash: bashCompletion(shapes),
    zsh: zshCompletion(shapes),
    fish: fishCompletion(shapes),
  };
  session.output.data(scripts[shell] ?? '');
  return exitCodes.done;
};
