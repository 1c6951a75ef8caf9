import { configPath } from '../../config/paths.js';
import { type Config, type Profile, readConfig, writeConfig } from '../../config/store.js';
import type { Session } from '../../program/session.js';

/** Changes the profile that the flags name, or the current one, and stores it; a new profile is made. */
export async function editProfile(session: Session, change: (profile: Profile) => void): Promise<string> {
  const { file, config, name } = await openProfile(session);
  const profile = { ...config.profiles[name] };
  change(profile);
  config.profiles[name] = profile;
  await writeConfig(file, config);
  return name;
}

/** The configuration and the name of the profile that is meant. */
export async function openProfile(session: Session): Promise<{ file: string; config: Config; name: string }> {
  const file = configPath(session.context);
  const config = await readConfig(file);
  const name = session.globals.profile ?? session.context.env['CHAMELAION_PROFILE'] ?? config.current;
  return { file, config, name };
}
