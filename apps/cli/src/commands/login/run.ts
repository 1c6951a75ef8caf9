import { environments } from '@chamelaion/contract';
import { configPath } from '../../config/paths.js';
import { readConfig, writeConfig } from '../../config/store.js';
import { CliError } from '../../errors/cli-error.js';
import { exitCodes } from '../../errors/exit-codes.js';
import { askHidden } from '../../output/ask.js';
import { printable } from '../../output/width.js';
import type { Run } from '../../program/definition.js';

export const run: Run<Record<string, never>> = async (session) => {
  const { context, output, globals } = session;
  const file = configPath(context);
  const config = await readConfig(file);
  const name = globals.profile ?? context.env['CHAMELAION_PROFILE'] ?? config.current;
  const known = config.profiles[name];
  const baseURL = globals.baseUrl ?? context.env['CHAMELAION_BASE_URL'] ?? known?.base_url ?? environments.production;
  const key = globals.apiKey ?? (await askHidden(context, `API key for ${baseURL}: `));
  assertKey(key);

  const client = await context.createClient({ baseURL, apiKey: key });
  const user = await client.users.getCurrent({ signal: context.signal });
  config.profiles[name] = { ...known, base_url: baseURL, api_key: key };
  if (Object.keys(config.profiles).length === 1) config.current = name;
  await writeConfig(file, config);
  output.result(
    { profile: name, name: user.name, base_url: baseURL, config: file },
    () => `Logged in as ${printable(user.name)}.`,
  );
  output.note(`Stored in profile "${name}" of ${file}`);
  if (context.env['CHAMELAION_API_KEY']) output.note('CHAMELAION_API_KEY is set and outranks the profile.');
  if (config.current !== name) output.note(`Use it with --profile ${name}, or always: chamelaion config use ${name}`);
  return exitCodes.done;
};

function assertKey(key: string): void {
  if (/^[\x21-\x7e]+$/.test(key)) return;
  throw new CliError({
    code: 'invalid_key',
    message: key === '' ? 'No key was given.' : 'That is not a key: it holds spaces or special characters.',
    hint:
      key === '' ? 'Type or paste it, or give a file: chamelaion login < key.txt' : 'Copy it again, whole and alone.',
    exitCode: exitCodes.auth,
  });
}
