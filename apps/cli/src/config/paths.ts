import path from 'node:path';
import type { Context } from '../context/context.js';

type Place = Pick<Context, 'env' | 'platform' | 'homeDir' | 'cwd'>;

/** The file that holds the profiles: `CHAMELAION_CONFIG_DIR`, else the place where the system keeps such files. */
export function configPath(place: Place): string {
  return path.join(configDir(place), 'config.json');
}

/** The embedded server's data: `--data-dir`, else `CHAMELAION_DATA_DIR`, else the place where the system keeps such files. */
export function dataDir(place: Place, flag?: string): string {
  const given = flag ?? place.env['CHAMELAION_DATA_DIR'];
  if (given) return path.resolve(place.cwd, given);
  const base =
    place.platform === 'win32'
      ? (place.env['LOCALAPPDATA'] ?? path.join(place.homeDir, 'AppData', 'Local'))
      : (place.env['XDG_DATA_HOME'] ?? path.join(place.homeDir, '.local', 'share'));
  return path.join(base, 'chamelaion');
}

function configDir(place: Place): string {
  const given = place.env['CHAMELAION_CONFIG_DIR'];
  if (given) return path.resolve(place.cwd, given);
  const base =
    place.platform === 'win32'
      ? (place.env['APPDATA'] ?? path.join(place.homeDir, 'AppData', 'Roaming'))
      : (place.env['XDG_CONFIG_HOME'] ?? path.join(place.homeDir, '.config'));
  return path.join(base, 'chamelaion');
}
