/** `node latency.mjs BASE ROUNDS` asks each client in turn for one small GET, and prints the median of each in ms as JSON. */
import { peers } from './peers.mjs';

const [base, rounds] = process.argv.slice(2);
const gets = {};
for (const [name, make] of Object.entries(peers)) {
  const { get } = await make(base);
  if (!get || name.includes(',')) continue;
  const failed = await get().then(
    () => undefined,
    (error) => String(error),
  );
  if (failed) console.error(`${name}: ${failed}`);
  else gets[name] = { get, times: [] };
}
// In blocks that take turns: each client runs warm, and a slower minute of the machine meets them all.
const BLOCK = 50;
const warmUp = BLOCK * 30;
for (let done = -warmUp; done < Number(rounds); done += BLOCK) {
  for (const { get, times } of Object.values(gets)) {
    for (let call = 0; call < BLOCK; call++) {
      const start = performance.now();
      await get();
      if (done >= 0) times.push(performance.now() - start);
    }
  }
}
const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];
console.log(JSON.stringify(Object.fromEntries(Object.entries(gets).map(([name, { times }]) => [name, median(times)]))));
process.exit(0);
