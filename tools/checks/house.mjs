/**
 * House rules that no linter states: no source file over 400 lines, public names listed one by one,
 * typed errors in libraries, and no footage, models or machine paths in the repository.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { filesUnder, root } from './workspace.mjs';

const LONGEST = 400;
const sources = ['packages', 'apps', 'tools', 'bench', 'examples']
  .flatMap((directory) => filesUnder(directory, /\.(ts|tsx|mjs|js)$/))
  .filter((file) => !/\.gen\.[jt]s$/.test(file));
const published = sources.filter((file) => /^(packages|apps)\/[^/]+\/src\//.test(file));
const read = (file) => readFileSync(path.join(root, file), 'utf8');
const problems = [];

for (const file of sources) {
  const lines = read(file).split('\n').length - 1;
  if (lines > LONGEST) problems.push(`${file} has ${lines} lines; ${LONGEST} at most: one idea a file.`);
}
for (const file of published) {
  const text = read(file);
  if (/^export \* from/m.test(text)) problems.push(`${file} exports everything: list the public names.`);
  if (/throw new Error\(/.test(text))
    problems.push(`${file} throws a bare Error: throw a typed one that says what to do.`);
}

const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean);
for (const file of tracked.filter((name) => /\.(mp4|mov|webm|mkv|wav|mp3|onnx|tflite|task)$/i.test(name))) {
  problems.push(`${file} is footage or a model: make it by code, or take it from an npm package.`);
}

if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
const lengths = published.map((file) => read(file).split('\n').length).sort((a, b) => a - b);
console.log(
  `${published.length} published source files, median ${lengths[lengths.length >> 1] ?? 0} lines; house rules hold.`,
);
