import type { BodyWatch } from '../transport/body.js';
import type { Exchange } from '../transport/exchange.js';

/**
 * Sends a form by XMLHttpRequest, which reports how much of it has been sent.
 *
 * XMLHttpRequest follows redirects by itself. The key goes as `Authorization`, which browsers take off when a redirect
 * leads to another origin; an answer from elsewhere is refused.
 */
export function sendByXHR(
  { method, url, headers }: Exchange,
  form: FormData,
  signal: AbortSignal,
  watch: BodyWatch,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    const { upload } = xhr;
    xhr.open(method, url);
    xhr.responseType = 'blob';
    for (const [name, value] of Object.entries(headers)) {
      if (name === 'x-api-key') xhr.setRequestHeader('authorization', headers['authorization'] ?? `Bearer ${value}`);
      else xhr.setRequestHeader(name, value);
    }
    upload.onprogress = ({ loaded, total, lengthComputable }) =>
      watch.progress(loaded, lengthComputable ? total : undefined);
    upload.onload = watch.sent;
    xhr.onerror = () => reject(new TypeError('network error'));
    xhr.onload = () => {
      if (xhr.responseURL !== new URL(url, xhr.responseURL).href) return reject(new TypeError('unexpected redirect'));
      const lines = xhr.getAllResponseHeaders().trim().split('\r\n');
      const pairs = lines.map((line) => line.split(/: ?(.*)/, 2) as [string, string]);
      resolve(new Response(xhr.response, { status: xhr.status, statusText: xhr.statusText, headers: pairs }));
    };
    signal.addEventListener('abort', () => xhr.abort());
    xhr.send(form);
  });
}
