import { once } from 'node:events';
import { type PartialConfig, readSetting } from '../config/read.js';
import { configSchema } from '../config/schema.js';
import { type Parts, startParts } from '../start-server.js';

/** Flags of `serve`, `api` and `worker`. */
export interface ServeFlags {
  port?: string;
  dataDir?: string;
  json?: boolean;
}

/** Whoever read stderr may have gone, which must not end the server. */
function writeLine(line: string): void {
  if (process.stderr.listenerCount('error') === 0) process.stderr.on('error', () => undefined);
  process.stderr.write(`${line}\n`);
}

/** Runs parts of the service until SIGTERM or SIGINT. */
export async function runParts(settings: PartialConfig, flags: ServeFlags, parts: Parts): Promise<void> {
  const port = flags.port === undefined ? settings.port : readSetting(configSchema.port, '--port', flags.port);
  const config = { ...settings, port, dataDir: flags.dataDir ?? settings.dataDir };
  const running = await startParts(config, parts, settings.log === undefined ? { onJob: writeLine } : {});
  const { url, token } = running;
  if (flags.json) process.stdout.write(`${JSON.stringify(url ? { url, token } : { ready: true })}\n`);
  else process.stdout.write(url ? `Listening on ${url}\nToken: ${token}\n` : 'Worker is ready.\n');
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  await running.close();
}
