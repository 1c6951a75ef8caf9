/**
 * `npm run bench -- NAME [ARGUMENTS...]` prints the numbers that the READMEs quote; without a name, all of them.
 * Builds first. Each benchmark measures everything it compares in one run and prints ratios.
 */
import { readdirSync } from 'node:fs';
import { step } from '../tools/checks/steps.mjs';

const available = readdirSync(new URL('src/', import.meta.url))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length));
const [name, ...rest] = process.argv.slice(2).filter((argument) => argument !== '--');

if (name !== undefined && !available.includes(name)) {
  console.error(`There is no benchmark named ${name}. There are: ${available.join(', ')}.`);
  process.exit(2);
}
if (!step('build', 'turbo', ['run', 'build', '--output-logs=errors-only'], { isQuiet: true })) process.exit(1);
const results = (name === undefined ? available : [name]).map((each) =>
  step(each, 'tsx', [`bench/src/${each}.ts`, ...rest]),
);
process.exitCode = results.every(Boolean) ? 0 : 1;
