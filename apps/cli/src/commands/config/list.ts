import { resolveSettings } from '../../config/settings.js';
import { exitCodes } from '../../errors/exit-codes.js';
import type { Run } from '../../program/definition.js';
import { openProfile } from './edit.js';

export const run: Run<Record<string, never>> = async (session) => {
  const { file, config } = await openProfile(session);
  const { baseUrl, key, profileName } = await resolveSettings(session.context, session.globals);
  const profiles = Object.entries(config.profiles).map(([name, { api_key, ...rest }]) => ({
    name,
    has_key: api_key !== undefined,
    ...rest,
  }));
  const document = {
    config: file,
    profile: profileName,
    profiles,
    applies: { base_url: baseUrl.value, base_url_source: baseUrl.source, key_source: key?.source ?? null },
  };
  session.output.result(document, () => [
    ...profiles.flatMap(({ name, has_key, ...rest }) => [
      `${name === profileName ? '* ' : '  '}${name}${has_key ? '' : ' (no key)'}`,
      ...Object.entries(rest).map(([field, value]) => `    ${field} = ${value}`),
    ]),
    `Service: ${baseUrl.value} (from the ${baseUrl.source})`,
    `Key: ${key ? `from the ${key.source}` : 'none'}`,
  ]);
  return exitCodes.done;
};
