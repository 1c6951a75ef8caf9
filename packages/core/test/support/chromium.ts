import { resultOfPage } from '@chamelaion/browser';
import { build } from 'esbuild';
import { serve } from './server.js';

/**
 * Bundles a program with the built client as a bundler for browsers does, runs it in Chromium and gives the `result`
 * that it makes.
 */
export async function inChromium(program: string): Promise<Record<string, unknown>> {
  const bundle = await build({
    stdin: { contents: `${program}\nwindow.result = result;`, resolveDir: import.meta.dirname },
    ...{ bundle: true, write: false, format: 'esm', platform: 'browser', target: 'es2022' },
  });
  const script = bundle.outputFiles[0]!.text;
  const host = await serve((hit, response) => {
    const isScript = hit.url === '/main.js';
    response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html' });
    response.end(isScript ? script : '<!doctype html><script type="module" src="/main.js"></script>');
  });
  return resultOfPage(`http://127.0.0.1:${host.port}/`);
}
