import { fieldNamed } from '../../config/fields.js';
import { exitCodes } from '../../errors/exit-codes.js';
import type { Run } from '../../program/definition.js';
import { editProfile } from './edit.js';

export const run: Run<Record<string, never>> = async (session, [name = '']) => {
  const field = fieldNamed(name);
  const profile = await editProfile(session, (edited) => {
    delete edited[field.name];
    if (field.name === 'base_url') delete edited.api_key;
  });
  session.output.result(
    { profile, name: field.name, value: null },
    () => `${field.name} is the default again (profile "${profile}")`,
  );
  return exitCodes.done;
};
