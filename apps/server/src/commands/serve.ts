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

/** Runs parts of the service until SIGTERM or SIGINT. */
export async function runParts(settings: PartialConfig, flags: ServeFlags, parts: Parts): Promise<void> {
  const port = flags.port === undefined ? settings.port : readSetting(configSchema.port, '--port', flags.port);
  const running = await startParts({ ...settings, port, dataDir: flags.dataDir ?? settings.dataDir }, parts);
  const { url, token } = running;
  if (flags.json) process.stdout.write(`${JSON.stringify(url ? { url, token } : { ready: true })}\n`);
  else process.stdout.write(url ? `Listening on ${url}\nToken: ${token}\n` : 'Worker is ready.\n');
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  await running.close();
}
