import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request } from 'undici';
import { expect, onTestFinished, test } from 'vitest';
import { checkedAgent } from '../src/fetch/checked-agent.js';

const timeouts = { headersMs: 5_000, bodyMs: 5_000 };

async function listen(): Promise<number> {
  const server = createServer((_request, response) => void response.end('reached'));
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

test('judges the very address that it then connects to, each time anew', async () => {
  const port = await listen();
  const asked: string[] = [];
  const verdicts = [true, false];
  const agent = checkedAgent(
    {
      allows(host, address) {
        asked.push(`${host} ${address}`);
        return address !== '127.0.0.1' || verdicts.shift()!;
      },
    },
    timeouts,
  );
  const first = await request(`http://localhost:${port}/`, { dispatcher: agent, headers: { connection: 'close' } });
  expect(await first.body.text()).toBe('reached');
  await expect(request(`http://localhost:${port}/`, { dispatcher: agent })).rejects.toMatchObject({
    code: 'address_refused',
  });
  expect(asked).toContain('localhost 127.0.0.1');
});

test('judges addresses that are written out, however they are written', async () => {
  const port = await listen();
  const agent = checkedAgent({ allows: () => false }, timeouts);
  for (const host of ['127.0.0.1', '2130706433', '0x7f.1', '[::ffff:127.0.0.1]']) {
    await expect(request(`http://${host}:${port}/`, { dispatcher: agent })).rejects.toMatchObject({
      code: 'address_refused',
    });
  }
});
