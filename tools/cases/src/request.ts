import { type Bindings, fill } from './placeholders.js';
import type { CaseFormPart, CaseRequest } from './types.js';

const boundary = 'chamelaion-case-boundary';

/**
 * The HTTP request that a case describes.
 *
 * @param origin scheme, host and port, such as `http://127.0.0.1:4010`
 * @param token the token of the Authorization or x-api-key header, and of `{{caller.token}}` in headers
 * @param bindings what `{{name.field}}` refers to
 */
export function buildRequest(described: CaseRequest, origin: string, token: string, bindings: Bindings): Request {
  const request = fill(described, { ...bindings, caller: { token } });
  const headers = new Headers();
  if (request.auth === 'apiKey') headers.set('x-api-key', token);
  else if (request.auth !== 'none') headers.set('authorization', `Bearer ${token}`);
  if (request.json !== undefined) headers.set('content-type', 'application/json');
  if (request.form) headers.set('content-type', `multipart/form-data; boundary=${boundary}`);
  for (const [name, value] of Object.entries(request.headers ?? {})) headers.set(name, value);
  const body = bodyOf(request);
  return new Request(origin + request.path, {
    method: request.method,
    headers,
    ...(body === undefined ? {} : { body: new TextEncoder().encode(body) }),
  });
}

function bodyOf(request: CaseRequest): string | undefined {
  if (request.json !== undefined) return JSON.stringify(request.json);
  if (request.form) return `${request.form.map(formPart).join('')}--${boundary}--\r\n`;
  return request.text;
}

function formPart(part: CaseFormPart): string {
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="${part.name}"`;
  if ('value' in part) return `${head}\r\n\r\n${part.value}\r\n`;
  const filename = part.filename === undefined ? '' : `; filename="${part.filename}"`;
  const content = 'text' in part ? part.text : 'x'.repeat(part.bytes);
  return `${head}${filename}\r\nContent-Type: ${part.contentType}\r\n\r\n${content}\r\n`;
}
