import { exitCodes } from '../../errors/exit-codes.js';
import { pad, printable } from '../../output/width.js';
import type { Run } from '../../program/definition.js';

export const run: Run<Record<string, never>> = async (session) => {
  const { context, output } = session;
  const { baseUrl, key, profileName } = await session.settings();
  const client = await session.client();
  const user = await client.users.getCurrent({ signal: context.signal });
  const document = {
    name: user.name,
    base_url: baseUrl.value,
    base_url_source: baseUrl.source,
    key_source: key?.source,
    profile: profileName,
  };
  output.result(document, () => [
    `${pad('Key', 10)} ${printable(user.name)} (from the ${key?.source})`,
    `${pad('Service', 10)} ${baseUrl.value} (from the ${baseUrl.source})`,
    `${pad('Profile', 10)} ${profileName}`,
  ]);
  return exitCodes.done;
};
