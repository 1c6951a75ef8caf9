import { writeConfig } from '../../config/store.js';
import { CliError } from '../../errors/cli-error.js';
import { exitCodes } from '../../errors/exit-codes.js';
import type { Run } from '../../program/definition.js';
import { suggest } from '../../program/suggest.js';
import { openProfile } from './edit.js';

export const run: Run<Record<string, never>> = async (session, [name = '']) => {
  const { file, config } = await openProfile(session);
  const names = Object.keys(config.profiles);
  if (!names.includes(name)) {
    throw new CliError({
      code: 'unknown_profile',
      message: `There is no profile "${name}".`,
      hint: suggest(name, names) ?? `Make it: chamelaion login --profile ${name}`,
    });
  }
  await writeConfig(file, { ...config, current: name });
  session.output.result({ profile: name }, () => `Profile "${name}" is used from now on.`);
  return exitCodes.done;
};
