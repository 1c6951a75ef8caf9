import { environments } from '@chamelaion/contract';
import type { ClientOptions } from '../context/client.js';
import type { Context } from '../context/context.js';
import { CliError } from '../errors/cli-error.js';
import { exitCodes } from '../errors/exit-codes.js';
import { configPath } from './paths.js';
import { type Profile, readConfig } from './store.js';

/** Where a setting came from. */
export type Source = 'flag' | 'environment' | 'profile' | 'default';

/** A setting with where it came from. */
export interface Sourced<T> {
  value: T;
  source: Source;
}

/** The flags that settings come from. */
export interface SettingFlags {
  profile?: string;
  apiKey?: string;
  baseUrl?: string;
}

/** Who to talk to, and as whom. A flag outranks the environment, which outranks the profile. */
export interface Settings {
  profileName: string;
  profile: Profile;
  baseUrl: Sourced<string>;
  /** `undefined` where there is no key for this base URL. */
  key: (Sourced<string> & { kind: 'apiKey' | 'bearer' }) | undefined;
}

/** Reads the settings that apply to one command. */
export async function resolveSettings(context: Context, flags: SettingFlags): Promise<Settings> {
  const config = await readConfig(configPath(context));
  const named = flags.profile ?? context.env['CHAMELAION_PROFILE'];
  const profileName = named ?? config.current;
  const profile = config.profiles[profileName];
  if (named !== undefined && !profile) throw unknownProfile(named, Object.keys(config.profiles));
  const baseUrl = pick(flags.baseUrl, context.env['CHAMELAION_BASE_URL'], profile?.base_url, environments.production);
  assertUrl(baseUrl);
  return { profileName, profile: profile ?? {}, baseUrl, key: resolveKey(context, flags, profile, baseUrl.value) };
}

/** What the client needs, or an error that says how to give a key. */
export function clientOptions(settings: Settings): ClientOptions {
  const { key, baseUrl } = settings;
  if (!key) throw noKey(settings);
  return key.kind === 'bearer'
    ? { baseURL: baseUrl.value, bearerToken: key.value }
    : { baseURL: baseUrl.value, apiKey: key.value };
}

/** A profile's key goes to the profile's own service and nowhere else. */
function resolveKey(
  context: Context,
  flags: SettingFlags,
  profile: Profile | undefined,
  baseUrl: string,
): Settings['key'] {
  if (flags.apiKey) return { value: flags.apiKey, source: 'flag', kind: 'apiKey' };
  const apiKey = context.env['CHAMELAION_API_KEY'];
  if (apiKey) return { value: apiKey, source: 'environment', kind: 'apiKey' };
  const bearer = context.env['CHAMELAION_BEARER_TOKEN'];
  if (bearer) return { value: bearer, source: 'environment', kind: 'bearer' };
  const isItsService = sameUrl(profile?.base_url ?? environments.production, baseUrl);
  if (profile?.api_key && isItsService) return { value: profile.api_key, source: 'profile', kind: 'apiKey' };
  return undefined;
}

function pick(
  flag: string | undefined,
  env: string | undefined,
  profile: string | undefined,
  otherwise: string,
): Sourced<string> {
  if (flag) return { value: flag, source: 'flag' };
  if (env) return { value: env, source: 'environment' };
  if (profile) return { value: profile, source: 'profile' };
  return { value: otherwise, source: 'default' };
}

const sameUrl = (a: string, b: string): boolean => a.replace(/\/+$/, '') === b.replace(/\/+$/, '');

function assertUrl({ value, source }: Sourced<string>): void {
  if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) return;
  throw new CliError({
    code: 'invalid_base_url',
    message: `The base URL ${JSON.stringify(value)} (from the ${source}) is not an http(s) URL.`,
    hint: `Give one such as ${environments.production}`,
  });
}

function noKey(settings: Settings): CliError {
  const elsewhere = settings.profile.api_key !== undefined;
  return new CliError({
    code: 'no_api_key',
    message: elsewhere
      ? `There is no API key for ${settings.baseUrl.value}: the one in profile "${settings.profileName}" belongs to another service.`
      : 'There is no API key.',
    hint: elsewhere
      ? 'Set CHAMELAION_API_KEY, or make a profile for it: chamelaion login --profile NAME --base-url URL'
      : 'Run: chamelaion login, or set CHAMELAION_API_KEY. To dub on this machine, add --local',
    exitCode: exitCodes.auth,
  });
}

const unknownProfile = (name: string, known: string[]): CliError =>
  new CliError({
    code: 'unknown_profile',
    message: `There is no profile "${name}".`,
    hint: known.length > 0 ? `Use one of: ${known.join(', ')}` : `Make it: chamelaion login --profile ${name}`,
  });
