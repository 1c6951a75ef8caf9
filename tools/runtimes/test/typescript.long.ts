import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../src/command.js';
import { installConsumer } from '../src/consumer.js';
import { installTypeScript } from '../src/installed.js';
import { writeMatrix } from '../src/matrix.js';

const versions = ['5.4.5', '5.5.4', '5.6.3', '5.7.3', '5.8.3', '5.9.3', 'latest'];
const resolutions = {
  node16: { module: 'node16', moduleResolution: 'node16' },
  nodenext: { module: 'nodenext', moduleResolution: 'nodenext' },
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
};

const how = `\`moduleResolution\` ${Object.keys(resolutions).join(', ')}`;

let folder: string;
const tried: string[] = [];
beforeAll(async () => {
  folder = await installConsumer(['msw@2.15.0']);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  if (process.env['CHAMELAION_WRITE_MATRIX'] === '1')
    writeMatrix('typescript', [{ what: 'TypeScript', version: tried.join(', '), how }]);
});

const options = {
  target: 'es2022',
  lib: ['ES2022', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
  noEmit: true,
};

for (const version of versions) {
  const compiler = await installTypeScript(version);
  test.skipIf(!compiler)(`TypeScript ${version} compiles with every way of resolving modules`, async () => {
    for (const [name, resolution] of Object.entries(resolutions)) {
      const config = path.join(folder, `tsconfig.${version}.${name}.json`);
      const files = name === 'bundler' ? ['typed.ts'] : ['typed.ts', 'typed.cts'];
      writeFileSync(config, JSON.stringify({ compilerOptions: { ...options, ...resolution }, files }));
      const { printed } = await run(process.execPath, [compiler!, '-p', config], { cwd: folder });
      expect(printed, name).toBe('');
    }
    const { stdout } = await run(process.execPath, [compiler!, '--version']);
    tried.push(stdout.replace(/[^\d.]/g, ''));
  });
}
