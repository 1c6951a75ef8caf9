import { configPath } from '../../config/paths.js';
import { readConfig, writeConfig } from '../../config/store.js';
import { exitCodes } from '../../errors/exit-codes.js';
import type { Run } from '../../program/definition.js';

export const run: Run<Record<string, never>> = async ({ context, output, globals }) => {
  const file = configPath(context);
  const config = await readConfig(file);
  const name = globals.profile ?? context.env['CHAMELAION_PROFILE'] ?? config.current;
  const profile = config.profiles[name];
  const hadKey = profile?.api_key !== undefined;
  if (profile && hadKey) {
    delete profile.api_key;
    await writeConfig(file, config);
  }
  output.result({ profile: name, removed: hadKey }, () =>
    hadKey ? `The key of profile "${name}" is forgotten.` : `Profile "${name}" holds no key.`,
  );
  if (context.env['CHAMELAION_API_KEY']) output.note('CHAMELAION_API_KEY is still set.');
  return exitCodes.done;
};
