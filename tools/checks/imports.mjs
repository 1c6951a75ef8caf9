/**
 * Imports flow one way. Fails when a published package depends on, or imports, a workspace package that
 * stands beside or above it. Tests and tools may look anywhere.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { filesUnder, root, workspacePackages } from './workspace.mjs';

/** What each package may import of the others at run time. */
const allowed = {
  '@chamelaion/contract': [],
  chamelaion: ['@chamelaion/contract'],
  '@chamelaion/polling': ['@chamelaion/contract'],
  '@chamelaion/msw': ['@chamelaion/contract'],
  '@chamelaion/engine': [],
  '@chamelaion/server': ['@chamelaion/contract', '@chamelaion/engine'],
  // The server is an optional peer, loaded for `serve` and `--local` only.
  '@chamelaion/cli': ['@chamelaion/contract', 'chamelaion', '@chamelaion/polling', '@chamelaion/server'],
};

const names = workspacePackages().map((entry) => entry.manifest.name);
const workspaceNameOf = (specifier) => names.find((name) => specifier === name || specifier.startsWith(`${name}/`));
const problems = [];

for (const { directory, manifest } of workspacePackages().filter((entry) => !entry.manifest.private)) {
  const may = allowed[manifest.name];
  if (!may) {
    problems.push(`${manifest.name} has no row in tools/checks/imports.mjs: say what it may import.`);
    continue;
  }
  const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
  for (const name of declared.filter((dependency) => names.includes(dependency) && !may.includes(dependency))) {
    problems.push(`${manifest.name} must not depend on ${name}.`);
  }
  for (const file of filesUnder(`${directory}/src`, /\.tsx?$/)) {
    const text = readFileSync(path.join(root, file), 'utf8');
    for (const [, specifier] of text.matchAll(/(?:from|import\()\s*['"]([^'"]+)['"]/g)) {
      const name = workspaceNameOf(specifier);
      if (name && name !== manifest.name && !may.includes(name)) problems.push(`${file} must not import ${name}.`);
      const target = path.posix.join(path.posix.dirname(file), specifier);
      if (specifier.startsWith('.') && !target.startsWith(`${directory}/`)) {
        problems.push(`${file} reaches out of its package: ${specifier}`);
      }
    }
  }
}

if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
console.log(`Imports flow one way in ${Object.keys(allowed).length} packages.`);
