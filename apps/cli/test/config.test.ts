import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { ClientOptions } from '../src/context/client.js';
import { runIn } from './support/in-process.js';
import { testFolder } from './support/media.js';
import { cleanEnv } from './support/program.js';
import { documentOf } from './support/schema.js';

const HOSTED = 'https://api.chamelaion.com/api';
const STUDIO = 'http://studio.example.com/api';
let cwd: string;
let used: ClientOptions[];

beforeEach(async () => {
  const { folder, remove } = await testFolder();
  onTestFinished(remove);
  cwd = folder;
  used = [];
});

/** A service that accepts every key but `wrong-key`, and notes with what it was called. */
const createClient = async (options: ClientOptions) => {
  used.push(options);
  const getCurrent = async () => {
    if (options.apiKey === 'wrong-key') throw Object.assign(new Error('no'), { name: 'x' });
    return { name: 'Studio key' };
  };
  return { users: { getCurrent } } as never;
};
const chamelaion = (argv: string[], env: Record<string, string> = {}, input?: string) =>
  runIn(argv, { cwd, env: cleanEnv(cwd, env), createClient, ...(input !== undefined && { input }) });
const configFile = () => path.join(cwd, '.config', 'config.json');

describe('login', () => {
  it('stores the key that came by stdin, for its owner alone, after the service accepted it', async () => {
    const { code, stdout } = await chamelaion(['login'], {}, 'my-key\n');
    expect([code, stdout]).toEqual([0, 'Logged in as Studio key.\n']);
    expect(used).toEqual([{ baseURL: HOSTED, apiKey: 'my-key' }]);
    expect(JSON.parse(await readFile(configFile(), 'utf8')).profiles.default.api_key).toBe('my-key');
    if (process.platform !== 'win32') expect((await stat(configFile())).mode & 0o777).toBe(0o600);
  });

  it('stores nothing when the service refuses', async () => {
    expect((await chamelaion(['login'], {}, 'wrong-key\n')).code).not.toBe(0);
    await expect(stat(configFile())).rejects.toThrow();
  });

  it('narrows the permissions of a file that others could read', async () => {
    await chamelaion(['login'], {}, 'my-key\n');
    await chmod(configFile(), 0o644);
    expect((await chamelaion(['doctor'])).stdout).toContain('can be read by others');
    await chamelaion(['login'], {}, 'my-key\n');
    if (process.platform !== 'win32') expect((await stat(configFile())).mode & 0o777).toBe(0o600);
  });

  it('is undone by logout, which leaves the other settings', async () => {
    await chamelaion(['login'], {}, 'my-key\n');
    await chamelaion(['config', 'set', 'concurrency', '3']);
    await chamelaion(['logout']);
    expect(JSON.parse(await readFile(configFile(), 'utf8')).profiles.default).toEqual({
      base_url: HOSTED,
      concurrency: 3,
    });
    expect((await chamelaion(['whoami'])).code).toBe(4);
  });
});

describe('precedence', () => {
  beforeEach(async () => {
    await chamelaion(['login'], {}, 'profile-key\n');
    used = [];
  });

  it('is flag, then environment, then profile', async () => {
    await chamelaion(['whoami']);
    await chamelaion(['whoami'], { CHAMELAION_API_KEY: 'env-key' });
    await chamelaion(['whoami', '--api-key', 'flag-key'], { CHAMELAION_API_KEY: 'env-key' });
    expect(used.map((options) => options.apiKey)).toEqual(['profile-key', 'env-key', 'flag-key']);
  });

  it('sends a bearer token as such', async () => {
    await chamelaion(['whoami'], { CHAMELAION_BEARER_TOKEN: 'bear' });
    expect(used).toEqual([{ baseURL: HOSTED, bearerToken: 'bear' }]);
  });

  it('never sends a profile’s key to another service', async () => {
    const { code, stderr } = await chamelaion(['whoami', '--base-url', STUDIO]);
    expect([code, used]).toEqual([4, []]);
    expect(stderr).toContain(`the one in profile "default" belongs to another service`);
  });

  it('forgets the key when the profile’s service is changed', async () => {
    await chamelaion(['config', 'set', 'base_url', STUDIO]);
    expect((await chamelaion(['whoami'])).code).toBe(4);
  });
});

describe('profiles', () => {
  it('are made by login, chosen by flag, environment or use, and listed without keys', async () => {
    await chamelaion(['login'], {}, 'hosted-key\n');
    await chamelaion(['login', '--profile', 'studio', '--base-url', STUDIO], {}, 'studio-key\n');
    used = [];
    await chamelaion(['whoami', '--profile', 'studio']);
    await chamelaion(['whoami'], { CHAMELAION_PROFILE: 'studio' });
    await chamelaion(['config', 'use', 'studio']);
    await chamelaion(['whoami']);
    expect(used).toEqual(Array(3).fill({ baseURL: STUDIO, apiKey: 'studio-key' }));
    const listed = await chamelaion(['config', 'list', '--json']);
    expect(documentOf(listed.stdout, 'config_list')).toMatchObject({
      profile: 'studio',
      applies: { base_url: STUDIO },
    });
    expect(listed.stdout).not.toContain('-key"');
  });

  it('that do not exist are refused with a suggestion', async () => {
    await chamelaion(['login', '--profile', 'studio'], {}, 'k-e-y\n');
    expect((await chamelaion(['config', 'use', 'studoi'])).stderr).toContain('Did you mean studio?');
    expect((await chamelaion(['whoami', '--profile', 'nobody'])).stderr).toContain('Use one of: studio');
  });

  it('hold settings that are checked when they are set', async () => {
    expect((await chamelaion(['config', 'set', 'concurrency', 'many'])).code).toBe(2);
    await chamelaion(['config', 'set', 'timeout', '30m']);
    expect((await chamelaion(['config', 'get', 'timeout'])).stdout).toBe('30m\n');
    const unset = await chamelaion(['config', 'unset', 'timeout', '--json']);
    expect(documentOf(unset.stdout, 'config_setting')).toEqual({ profile: 'default', name: 'timeout', value: null });
    expect((await chamelaion(['config', 'get', 'timeout'])).stdout).toBe('');
  });

  it('in a file that is no JSON end in a line that says what to do', async () => {
    await chamelaion(['config', 'set', 'concurrency', '2']);
    await writeFile(configFile(), '{');
    expect((await chamelaion(['list'])).stderr).toMatch(/cannot be read\.\n {2}Correct the file, or delete it/);
  });
});
