/**
 * `pnpm release` publishes every package whose version changesets have raised, with provenance.
 * `pnpm release --dry-run` builds, packs all of them into out/packages, looks into each tarball and publishes nothing.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { step } from './steps.mjs';
import { root, workspacePackages } from './workspace.mjs';

const dryRun = process.argv.includes('--dry-run');
const published = workspacePackages().filter((entry) => !entry.manifest.private);

/** What must be in every tarball, besides what the package lists in `files`. */
const required = [/^package\/package\.json$/, /^package\/README\.md$/, /^package\/LICENSE$/, /^package\/dist\//];

function problemsOf(files, manifest) {
  const listed = manifest.files.map((name) => new RegExp(`^package/${name}/`));
  const allowed = [...required, ...listed, /^package\/CHANGELOG\.md$/];
  const missing = required.filter((pattern) => !files.some((file) => pattern.test(file)));
  const stray = files.filter((file) => !allowed.some((pattern) => pattern.test(file)));
  const leaks = files.filter((file) => /\.map$|\.env|\.test\.|\.ts$/.test(file) && !/\.d\.[mc]?ts$/.test(file));
  return [
    ...missing.map((pattern) => `lacks ${pattern.source}`),
    ...[...new Set([...stray, ...leaks])].map((file) => `must not hold ${file}`),
  ];
}

/** Packs one package; answers with its tarball. */
function pack({ directory }, folder) {
  const printed = execFileSync('pnpm', ['pack', '--json', '--pack-destination', folder], {
    cwd: path.join(root, directory),
    encoding: 'utf8',
  });
  return JSON.parse(printed).filename;
}

if (!step('build', 'turbo', ['run', 'build', '--output-logs=errors-only'])) process.exit(1);
if (!dryRun) process.exit(step('publish', 'changeset', ['publish']) ? 0 : 1);

const folder = path.join(root, 'out/packages');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
let failed = false;
for (const entry of published) {
  const tarball = pack(entry, folder);
  const files = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).trim().split('\n');
  const manifest = JSON.parse(execFileSync('tar', ['-xzOf', tarball, 'package/package.json'], { encoding: 'utf8' }));
  const problems = problemsOf(files, manifest);
  if (JSON.stringify(manifest).includes('workspace:')) problems.push('still names workspace: versions');
  if (!readFileSync(path.join(root, entry.directory, 'README.md'), 'utf8').trim())
    problems.push('has an empty README.md');
  failed ||= problems.length > 0;
  const kilobytes = (statSync(tarball).size / 1000).toFixed(0);
  console.log(
    `${manifest.name}@${manifest.version}  ${kilobytes} kB  ${files.length} files  ${problems.join('; ') || 'ok'}`,
  );
}
console.log(
  failed
    ? '\nNot fit to publish.'
    : `\n${published.length} packages are in ${path.relative(root, folder)}; nothing was published.`,
);
process.exitCode = failed ? 1 : 0;
