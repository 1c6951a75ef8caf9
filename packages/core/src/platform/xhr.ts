import type { PlatformRequest } from './platform.js';

/**
 * Sends a form by XMLHttpRequest, which reports how much of it has been sent.
 *
 * XMLHttpRequest follows redirects by itself. The key goes as `Authorization`, which browsers take off when a redirect
 * leads to another origin; an answer from elsewhere is refused.
 */
export function sendByXHR(url: string, { method, headers, body, signal, watch }: PlatformRequest): Promise<Response> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open(method, url);
    xhr.responseType = 'arraybuffer';
    for (const [name, value] of headers) {
      if (name !== 'x-api-key') xhr.setRequestHeader(name, value);
      else if (!headers.has('authorization')) xhr.setRequestHeader('authorization', `Bearer ${value}`);
    }
    xhr.upload.onprogress = ({ loaded, total, lengthComputable }) =>
      watch.progress(loaded, lengthComputable ? total : undefined);
    xhr.upload.onload = () => watch.sent();
    xhr.onload = () => {
      if (new URL(xhr.responseURL).origin !== new URL(url, xhr.responseURL).origin) {
        return reject(new TypeError('unexpected redirect'));
      }
      resolve(
        new Response(xhr.status === 204 ? null : xhr.response, {
          status: xhr.status,
          statusText: xhr.statusText,
          headers: headersOf(xhr),
        }),
      );
    };
    xhr.onerror = () => reject(new TypeError('network error'));
    signal.addEventListener('abort', () => xhr.abort(), { once: true });
    xhr.send(body as FormData);
  });
}

function headersOf(xhr: XMLHttpRequest): Headers {
  const headers = new Headers();
  for (const line of xhr
    .getAllResponseHeaders()
    .trim()
    .split(/[\r\n]+/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.append(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  return headers;
}
