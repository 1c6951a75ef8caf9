import { fieldNamed } from '../../config/fields.js';
import { exitCodes } from '../../errors/exit-codes.js';
import type { Run } from '../../program/definition.js';
import { openProfile } from './edit.js';

export const run: Run<Record<string, never>> = async (session, [name = '']) => {
  const field = fieldNamed(name);
  const { config, name: profile } = await openProfile(session);
  const value = config.profiles[profile]?.[field.name];
  session.output.result({ profile, name: field.name, value: value ?? null }, () =>
    value === undefined ? '' : String(value),
  );
  return exitCodes.done;
};
