import type { Sourced } from '../../config/settings.js';
import { exitCodes } from '../../errors/exit-codes.js';
import { reportOf } from '../../errors/report.js';
import { formatDuration } from '../../output/format.js';
import { printable } from '../../output/width.js';
import type { Session } from '../../program/session.js';
import type { Check, Finding } from './check.js';

const SAMPLES = 3;
const LARGE_SKEW_MS = 60_000;
const SLOW_MS = 2_000;

/** What the service answered: the time it took, and its clock against this one. */
interface Probe {
  latencyMs: number;
  skewMs: number | undefined;
}

/** What can be checked by talking to the service; without an answer the later checks are skipped. */
export function serviceChecks(session: Session): Check[] {
  let probes: Probe[] = [];
  const withAnswer = (find: () => Promise<Finding>) => async () =>
    probes.length > 0 ? find() : { status: 'skipped' as const, detail: 'no answer to judge by' };
  return [
    {
      name: 'Network',
      find: async () => {
        const { baseUrl } = await session.settings();
        try {
          for (let at = 0; at < SAMPLES; at += 1) probes = [...probes, await probe(session)];
          return { status: 'ok', detail: `${baseUrl.value} answers` };
        } catch (error) {
          return unreachable(error, baseUrl);
        }
      },
    },
    { name: 'API latency', find: withAnswer(async () => latency(probes)) },
    { name: 'Clock', find: withAnswer(async () => clock(probes)) },
    { name: 'Key', find: withAnswer(() => key(session)) },
  ];
}

async function probe(session: Session): Promise<Probe> {
  const { context } = session;
  const client = await session.keylessClient();
  const startedAt = context.clock.now();
  const { response } = await client.health.check({ signal: context.signal, maxRetries: 0 }).withResponse();
  const endedAt = context.clock.now();
  const serverTime = Date.parse(response.headers.get('date') ?? '');
  // The header counts whole seconds: its middle is the best guess.
  const skewMs = Number.isNaN(serverTime) ? undefined : (startedAt + endedAt) / 2 - (serverTime + 500);
  return { latencyMs: endedAt - startedAt, skewMs };
}

function unreachable(error: unknown, baseUrl: Sourced<string>): Finding {
  const { message, hint, exitCode } = reportOf(error, { baseUrl: baseUrl.value });
  const whence = `Check the network, and the base URL, which comes from the ${baseUrl.source}.`;
  return { status: 'failed', detail: message, hint: exitCode === exitCodes.network ? whence : hint, exitCode };
}

function latency(probes: readonly Probe[]): Finding {
  const times = probes.map((each) => each.latencyMs).sort((a, b) => a - b);
  const medianMs = times[Math.floor(times.length / 2)] as number;
  const detail = `${formatDuration(medianMs)} (median of ${times.length})`;
  return medianMs > SLOW_MS
    ? { status: 'warning', detail, hint: 'The connection is slow: uploads will be too.' }
    : { status: 'ok', detail };
}

function clock(probes: readonly Probe[]): Finding {
  const skewMs = probes.at(-1)?.skewMs;
  if (skewMs === undefined) return { status: 'skipped', detail: 'the service does not tell its time' };
  if (Math.abs(skewMs) < 2_000) return { status: 'ok', detail: 'in step with the service' };
  const detail = `${formatDuration(Math.abs(skewMs))} ${skewMs > 0 ? 'ahead of' : 'behind'} the service`;
  const isLarge = Math.abs(skewMs) > LARGE_SKEW_MS;
  return isLarge ? { status: 'warning', detail, hint: 'Set the clock of this computer.' } : { status: 'ok', detail };
}

async function key(session: Session): Promise<Finding> {
  const settings = await session.settings();
  if (!settings.key) {
    return {
      status: 'failed',
      detail: 'none',
      hint: 'Run: chamelaion login, or set CHAMELAION_API_KEY',
      exitCode: exitCodes.auth,
    };
  }
  const client = await session.client();
  const user = await client.users.getCurrent({ signal: session.context.signal });
  return { status: 'ok', detail: `${printable(user.name)} (from the ${settings.key.source})` };
}
