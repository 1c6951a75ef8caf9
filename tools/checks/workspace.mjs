import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root, with a trailing slash. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** The files under a directory of the repository whose path matches, as paths from the root with forward slashes. */
export function filesUnder(directory, pattern) {
  const base = path.join(root, directory);
  if (!existsSync(base)) return [];
  return readdirSync(base, { withFileTypes: true })
    .filter((entry) => !['node_modules', 'dist', '.turbo', '.cache'].includes(entry.name))
    .flatMap((entry) => {
      const file = path.posix.join(directory, entry.name);
      if (entry.isDirectory()) return filesUnder(file, pattern);
      return pattern.test(file) ? [file] : [];
    });
}

/** Every package of the workspace: its directory from the root, and its package.json. */
export function workspacePackages() {
  return ['packages', 'apps', 'tools', 'bench', 'examples']
    .flatMap((directory) => filesUnder(directory, /^[^/]+(\/[^/]+)?\/package\.json$/))
    .sort()
    .map((file) => ({
      directory: path.posix.dirname(file),
      manifest: JSON.parse(readFileSync(path.join(root, file), 'utf8')),
    }));
}
