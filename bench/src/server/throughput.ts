import { Agent, get } from 'node:http';

/** How fast a route answers. */
export interface Throughput {
  perSecond: number;
  p50Ms: number;
}

const CONNECTIONS = 8;

/** Asks for a URL over and over on a few connections. */
export async function measureGets(url: string, headers: Record<string, string>, seconds: number): Promise<Throughput> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const once = () =>
    new Promise<number>((resolve, reject) => {
      const startedAt = performance.now();
      get(url, { agent, headers }, (response) => {
        if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`));
        response.resume().on('end', () => resolve(performance.now() - startedAt));
      }).on('error', reject);
    });
  const times: number[] = [];
  const until = performance.now() + seconds * 1_000;
  const startedAt = performance.now();
  const connection = async () => {
    while (performance.now() < until) times.push(await once());
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  const perSecond = times.length / ((performance.now() - startedAt) / 1_000);
  agent.destroy();
  times.sort((a, b) => a - b);
  return { perSecond, p50Ms: times[times.length >> 1]! };
}
