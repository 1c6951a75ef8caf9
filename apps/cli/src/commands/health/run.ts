import { exitCodes } from '../../errors/exit-codes.js';
import { formatDuration } from '../../output/format.js';
import type { Run } from '../../program/definition.js';

export const run: Run<Record<string, never>> = async (session) => {
  const { context, output } = session;
  const { baseUrl } = await session.settings();
  const client = await session.keylessClient();
  const startedAt = context.clock.now();
  const { status } = await client.health.check({ signal: context.signal });
  const latencyMs = context.clock.now() - startedAt;
  output.result(
    { status, base_url: baseUrl.value, latency_ms: latencyMs },
    () => `${baseUrl.value}: ${status} (${formatDuration(latencyMs)})`,
  );
  return exitCodes.done;
};
