import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exitCodes } from '../src/errors/exit-codes.js';
import { redact } from '../src/errors/redact.js';
import { runIn } from './support/in-process.js';
import { testFolder } from './support/media.js';
import { cleanEnv } from './support/program.js';
import { documentOf } from './support/schema.js';

const KEY = 'cham_secret_key_of_this_test';
let folder: Awaited<ReturnType<typeof testFolder>>;
let stub: Server;
let base: string;
let answer: { status: number; body: string; headers?: Record<string, string> };

beforeAll(async () => {
  folder = await testFolder();
  stub = createServer((_request, response) => {
    response.writeHead(answer.status, {
      'content-type': 'application/json',
      'x-request-id': 'req-7',
      ...answer.headers,
    });
    response.end(answer.body);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => stub.once('listening', resolve));
  base = `http://127.0.0.1:${(stub.address() as AddressInfo).port}/api`;
});
afterAll(async () => {
  stub.close();
  await folder.remove();
});
const chamelaion = (argv: string[], env: Record<string, string> = {}) =>
  runIn(argv, {
    cwd: folder.folder,
    env: cleanEnv(folder.folder, { CHAMELAION_API_KEY: KEY, CHAMELAION_BASE_URL: base, ...env }),
  });
const refusing = (status: number, error: string) => {
  answer = { status, body: JSON.stringify({ error }) };
};
const generate = ['generate', 'https://cdn.example.com/a.mp4', 'https://cdn.example.com/a.wav'];

describe('exit codes', () => {
  it('4 and how to log in, for a key that is not accepted', async () => {
    refusing(401, 'invalid token');
    const { code, stderr } = await chamelaion(['whoami']);
    expect([code, stderr]).toEqual([
      exitCodes.auth,
      '✗ Invalid token.\n  Check the key, or log in again: chamelaion login\n',
    ]);
  });

  it('4 and how to give one, for no key at all', async () => {
    const { code, stderr } = await chamelaion(['list'], { CHAMELAION_API_KEY: '' });
    expect([code, stderr]).toEqual([exitCodes.auth, expect.stringMatching(/no API key.\n {2}Run: chamelaion login/)]);
  });

  it('5 for a used-up account', async () => {
    refusing(412, 'token limit reached');
    const { code, stderr } = await chamelaion(generate);
    expect([code, stderr]).toEqual([exitCodes.tokenLimit, expect.stringContaining('✗ Token limit reached.')]);
  });

  it('3 for a service that is not there, naming it', async () => {
    const { code, stderr } = await chamelaion(['health'], { CHAMELAION_BASE_URL: 'http://127.0.0.1:9999/api' });
    expect(code).toBe(exitCodes.network);
    expect(stderr).toContain('✗ The service at http://127.0.0.1:9999/api cannot be reached: nothing listens there.');
  });

  it('3 after the usual two retries for a service that was never there, with how to start one', async () => {
    const { code, stderr } = await chamelaion(generate, { CHAMELAION_BASE_URL: 'http://127.0.0.1:9999/api' });
    expect([code, stderr.match(/Trying again/g)?.length]).toEqual([exitCodes.network, 2]);
    expect(stderr).toMatch(/✗ The service .* nothing listens there\.\n {2}Start a service there with chamelaion serve/);
  });

  it('1 for any other error of the API, with what the catalogue says to do', async () => {
    refusing(404, 'lipsync request not found');
    const { code, stderr } = await chamelaion(['get', 'nobody']);
    expect([code, stderr]).toEqual([
      exitCodes.failed,
      expect.stringMatching(/^✗ Lipsync request not found\.\n {2}Check the id/),
    ]);
  });

  it('4 for a key that was not copied whole', async () => {
    const { code, stderr } = await chamelaion(['whoami'], { CHAMELAION_API_KEY: 'half a key' });
    expect([code, stderr]).toEqual([
      exitCodes.auth,
      expect.stringMatching(/\n {2}Copy the key again, whole and alone\./),
    ]);
  });

  it('1 and the base URL for a host that is no such service', async () => {
    answer = { status: 404, body: '<h1>Not found</h1>' };
    const { code, stderr } = await chamelaion(['whoami']);
    const expected = `Check the base URL, ${base}: it ends in /api.`;
    expect([code, stderr]).toEqual([exitCodes.failed, expect.stringContaining(expected)]);
    refusing(404, 'route not found');
    expect((await chamelaion(['whoami'])).stderr).toContain(expected);
  });

  it('3 and the right URL for a service without TLS', async () => {
    const { code, stderr } = await chamelaion(['whoami', '--base-url', base.replace('http:', 'https:')]);
    expect([code, stderr]).toEqual([exitCodes.network, expect.stringContaining('its URL begins with http://.\n')]);
    expect(stderr.trim().split('\n').length).toBe(2);
  });

  it.each([
    [['snyc', 'a', 'b'], 'Did you mean sync?'],
    [['help', 'snyc'], 'Did you mean sync?'],
    [['snyc', '--help'], 'Did you mean sync?'],
    [['completion', 'bsh'], 'Did you mean bash? Use one of: bash, zsh, fish'],
    [['get', '..'], 'Give a request id or a reference_id'],
    [['sync', 'a', 'b', '--forse'], 'Did you mean --force?'],
    [['config', 'lst'], 'Did you mean list?'],
    [['config', 'lst', '--help'], 'Did you mean list?'],
    [['config', 'set', 'timout', '5m'], 'Did you mean timeout?'],
    [['api', 'lipsync.requests', 'retreive'], 'Did you mean retrieve?'],
    [['sync', 'only-one.mp4'], 'See: chamelaion sync --help'],
    [['list', '--limit', '101'], '--limit: "101" is not a whole number from 1 to 100.'],
    [['wait', 'x', '--timeout', 'soon'], '--timeout: "soon" is not a length of time.'],
    [['list', '--all', '--limit', '5'], '--all and --limit contradict each other.'],
  ])('2 and a suggestion for %j', async (argv, expected) => {
    const { code, stdout, stderr } = await chamelaion(argv);
    expect([code, stdout, stderr]).toEqual([exitCodes.usage, '', expect.stringContaining(expected)]);
    expect(stderr.trim().split('\n').length).toBe(2);
  });
});

describe('an error', () => {
  it('is a document on stdout too with --json', async () => {
    refusing(404, 'lipsync request not found');
    const { code, stdout } = await chamelaion(['get', 'nobody', '--json']);
    expect(documentOf(stdout, 'error')).toMatchObject({ error: { exit_code: code, status: 404, request_id: 'req-7' } });
    expect(documentOf((await chamelaion(['lits', '--json'])).stdout, 'error')).toMatchObject({
      error: { code: 'usage' },
    });
  });

  it('tells everything but the key with --debug, whatever the service echoes', async () => {
    answer = { status: 400, body: JSON.stringify({ error: `bad header x-api-key: ${KEY}, Bearer ${KEY}` }) };
    const { stderr } = await chamelaion(['whoami', '--debug']);
    expect(stderr).toMatch(/status: 400[\s\S]*requestId: req-7/);
    expect(stderr).toContain('***');
    expect(stderr).not.toContain(KEY);
  });

  it('from a proxy that answers in HTML is still one readable line', async () => {
    answer = { status: 403, body: '<html><style>x{}</style><h1>Blocked by the firewall</h1></html>' };
    const { code, stderr } = await chamelaion(['whoami']);
    expect([code, stderr.split('\n')[0]]).toEqual([exitCodes.auth, expect.stringContaining('Blocked by the firewall')]);
  });

  it('never shows passwords or signatures of URLs', () => {
    const text = redact('GET https://me:pw@cdn.example.com/a.mp4?X-Amz-Signature=abc&v=1&sig=def', []);
    expect(text).toBe('GET https://***@cdn.example.com/a.mp4?X-Amz-Signature=***&v=1&sig=***');
  });
});

describe('output', () => {
  it('of other people’s text cannot steer the terminal', async () => {
    const hostile = 'nice\u001b[2J\u0007name';
    answer = { status: 200, body: JSON.stringify({ name: hostile }) };
    expect((await chamelaion(['whoami'])).stdout).toContain('Key        nice [2J name');
  });

  it('has no colours where stdout is no terminal', async () => {
    refusing(404, 'lipsync request not found');
    const { stderr } = await chamelaion(['get', 'x']);
    expect(stderr).not.toContain('\u001b');
  });
});
