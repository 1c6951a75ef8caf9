import { ServerError } from '../errors/server-error.js';
import { type Option, SettingProblem } from './option.js';
import { type Config, configSchema } from './schema.js';

const entries = Object.entries(configSchema) as [keyof Config, Option<unknown>][];

/** Some settings; those left out, or `undefined`, take their defaults. */
export type PartialConfig = { [K in keyof Config]?: Config[K] | undefined };

/** Fills settings up with their defaults. */
export function withDefaults(settings: PartialConfig): Config {
  const values = entries.map(([key, option]) => [key, settings[key] ?? option.fallback]);
  return Object.fromEntries(values) as Config;
}

/**
 * Reads the settings that environment variables name. Empty variables count as unset.
 *
 * @throws ServerError `invalid_setting`, naming the variable and what it must be
 *
 * @example
 * ```ts
 * const server = await startServer({ ...configFromEnv(process.env), port: 0 });
 * ```
 */
export function configFromEnv(env: Record<string, string | undefined>): PartialConfig {
  const values = entries
    .filter(([, option]) => (env[option.env] ?? '') !== '')
    .map(([key, option]) => [key, readSetting(option, option.env, env[option.env]!)]);
  return Object.fromEntries(values) as PartialConfig;
}

/** Reads one setting's text; `name` is what its giver knows it by. */
export function readSetting<T>(option: Option<T>, name: string, text: string): T {
  try {
    return option.read(text);
  } catch (error) {
    if (!(error instanceof SettingProblem)) throw error;
    throw new ServerError('invalid_setting', `${name} ${error.message}.`, { cause: error });
  }
}
