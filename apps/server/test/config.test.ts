import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { configFromEnv, withDefaults } from '../src/config/read.js';
import { configTable } from '../src/config/table.js';

const operations = new URL('../../../docs/operations.md', import.meta.url);
const section = /(<!-- generated from the configuration schema: settings -->\n)[\s\S]*?(<!-- end of settings -->)/;

describe('the configuration', () => {
  test('is documented as it is (set UPDATE_DOCS=1 to write the table anew)', () => {
    const text = readFileSync(operations, 'utf8');
    const right = text.replace(section, (_all, start: string, end: string) => `${start}${configTable()}\n${end}`);
    if (process.env['UPDATE_DOCS']) writeFileSync(operations, right);
    else expect(text).toBe(right);
  });

  test('is read from the environment, empty variables counting as unset', () => {
    const env = { CHAMELAION_PORT: '8080', CHAMELAION_HOST: '', ALLOW_PRIVATE_URLS: ' 10.0.0.0/8, media.internal ' };
    const config = withDefaults(configFromEnv(env));
    expect(config).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      allowPrivateUrls: ['10.0.0.0/8', 'media.internal'],
      generatePerMinute: 60,
    });
  });

  test.each([
    [{ CHAMELAION_PORT: 'many' }, 'CHAMELAION_PORT must be a number from 0 to 65535, is "many".'],
    [{ CHAMELAION_CONCURRENCY: '0' }, 'CHAMELAION_CONCURRENCY must be a number from 1 to 64, is "0".'],
    [{ CHAMELAION_LOG: 'loud' }, 'CHAMELAION_LOG must be one of off, error, warn, info, debug, is "loud".'],
  ])('says what is wrong with %o', (env, message) => {
    expect(() => configFromEnv(env)).toThrow(message);
  });
});
