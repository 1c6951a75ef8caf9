import { fieldNamed } from '../../config/fields.js';
import { exitCodes } from '../../errors/exit-codes.js';
import type { Run } from '../../program/definition.js';
import { editProfile } from './edit.js';

export const run: Run<Record<string, never>> = async (session, [name = '', text = '']) => {
  const field = fieldNamed(name);
  const value = field.parse(text);
  const profile = await editProfile(session, (edited) => {
    Object.assign(edited, { [field.name]: value });
    // A key belongs to the service that accepted it.
    if (field.name === 'base_url') delete edited.api_key;
  });
  session.output.result({ profile, name: field.name, value }, () => `${field.name} = ${value} (profile "${profile}")`);
  if (field.name === 'base_url')
    session.output.note(`Give it the key for that service: chamelaion login --profile ${profile}`);
  return exitCodes.done;
};
