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
    [{ CHAMELAION_PORT: 'many' }, 'CHAMELAION_PORT must be a whole number from 0 to 65535, is "many".'],
    [{ CHAMELAION_CONCURRENCY: '0' }, 'CHAMELAION_CONCURRENCY must be a whole number from 1 to 64, is "0".'],
    [{ CHAMELAION_PORT: '80.5' }, 'CHAMELAION_PORT must be a whole number from 0 to 65535, is "80.5".'],
    [{ CHAMELAION_WAIT_HOURS: '-1' }, 'CHAMELAION_WAIT_HOURS must be a number from 0 to'],
    [{ S3_ENDPOINT: 'minio:9000' }, 'S3_ENDPOINT must be a URL that begins with http:// or https://, is "minio:9000".'],
    [
      { ALLOW_PRIVATE_URLS: 'a.internal,10.0.0.0/33' },
      'ALLOW_PRIVATE_URLS must be a list of hosts and CIDR blocks; "10.0.0.0/33" is none.',
    ],
    [
      { CHAMELAION_CORS_ORIGINS: 'https://a.example/' },
      'CHAMELAION_CORS_ORIGINS must be a list of origins such as https://studio.example; "https://a.example/" is none.',
    ],
    [{ CHAMELAION_LOG: 'loud' }, 'CHAMELAION_LOG must be one of off, error, warn, info, debug, is "loud".'],
  ])('says what is wrong with %o', (env, message) => {
    expect(() => configFromEnv(env)).toThrow(message);
  });
});
