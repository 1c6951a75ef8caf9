import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('bin.cjs', import.meta.resolve('@chamelaion/cli')));

/** Runs the command line with the terminal as its own; answers with its exit code. */
export async function chamelaion(args, env) {
  const child = spawn(process.execPath, [bin, ...args], { stdio: 'inherit', env: { ...process.env, ...env } });
  const [code] = await once(child, 'exit');
  return code ?? 1;
}

/** Starts `chamelaion serve` on a free port and waits for the line that says where. */
export async function startServer(dataDir) {
  const child = spawn(process.execPath, [bin, 'serve', '--port', '0', '--data-dir', dataDir, '--json', '--quiet'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const line = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line').then(([text]) => text),
    exited.then(([code]) => Promise.reject(Object.assign(new Error('The server did not start.'), { code }))),
  ]);
  const { url, token } = JSON.parse(line);
  return {
    url,
    token,
    list: async () => (await fetch(`${url}/v1/lipsync/requests`, { headers: { 'x-api-key': token } })).json(),
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
