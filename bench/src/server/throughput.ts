import { Agent, get } from 'node:http';

/** How fast a route answers. */
export interface Throughput {
  perSecond: number;
  p50Ms: number;
}

const CONNECTIONS = 8;

/** A route to measure. */
export interface Route {
  url: string;
  headers: Record<string, string>;
}

/**
 * Asks for each route over and over on a few connections. The routes take turns, so that what else the machine does
 * falls on all of them.
 */
export async function measureGets(routes: Route[], rounds: number, roundMs: number): Promise<Throughput[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const times = routes.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, route] of routes.entries()) await ask(agent, route, roundMs, times[index]!);
  }
  agent.destroy();
  return times.map((taken) => {
    taken.sort((a, b) => a - b);
    return { perSecond: taken.length / ((rounds * roundMs) / 1_000), p50Ms: taken[taken.length >> 1]! };
  });
}

async function ask(agent: Agent, { url, headers }: Route, roundMs: number, times: number[]): Promise<void> {
  const once = () =>
    new Promise<number>((resolve, reject) => {
      const startedAt = performance.now();
      get(url, { agent, headers }, (response) => {
        if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`));
        response.resume().on('end', () => resolve(performance.now() - startedAt));
      }).on('error', reject);
    });
  const until = performance.now() + roundMs;
  const connection = async () => {
    while (performance.now() < until) times.push(await once());
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
}
