/**
 * Says whether the contract broke between two git revisions.
 *
 *   node tools/checks/spec-diff.mjs [FROM [TO]]     FROM: the last tag, or HEAD~1; TO: the working tree
 *
 * Breaking: an operation, parameter, field or error that went; an input that became required or lost a value; an answer whose
 * field became optional or changed its type. Exit 1 when something broke.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { breakingChanges } from './spec-changes.mjs';
import { root } from './workspace.mjs';

const SPEC = 'spec/openapi.yaml';
const git = (...args) =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

function lastRelease() {
  try {
    return git('describe', '--tags', '--abbrev=0').trim();
  } catch {
    return 'HEAD~1';
  }
}

function specAt(revision) {
  if (revision === undefined) return parse(readFileSync(path.join(root, SPEC), 'utf8'));
  try {
    return parse(git('show', `${revision}:${SPEC}`));
  } catch {
    console.error(`There is no ${SPEC} at ${revision}. Name a revision that has one.`);
    process.exit(2);
  }
}

const [from = lastRelease(), to] = process.argv.slice(2);
const broken = breakingChanges(specAt(from), specAt(to));
if (broken.length === 0) console.log(`Nothing in the contract broke since ${from}.`);
else {
  console.error(`The contract broke since ${from}:\n${broken.map((line) => `- ${line}`).join('\n')}`);
  process.exitCode = 1;
}
