import { APIError } from '../errors/api-error.js';
import { errorFromResponse } from '../errors/from-response.js';
import { type Answer, attempt } from '../transport/attempt.js';
import type { Exchange } from '../transport/exchange.js';
import { textOrJson } from '../transport/text-or-json.js';
import { pause, retryDelay } from './backoff.js';
import { judge } from './verdict.js';

/** Sends a request, again where that is safe, and never a second time what may have been accepted. */
export async function send(exchange: Exchange): Promise<Answer> {
  const { body, headers, log, method, platform, recover, settings, url } = exchange;
  const { maxRetries, maxRetryAfter, onRetry, signal } = settings;
  for (let attempts = 1; ; attempts++) {
    const start = performance.now();
    const report = (outcome: string): void =>
      log(
        'info',
        () => `${method} ${url}: ${outcome} (attempt ${attempts}, ${Math.round(performance.now() - start)} ms)`,
      );
    let answer: Answer | undefined;
    let error: APIError;
    try {
      answer = await attempt(exchange, attempts);
      const { response, text } = answer;
      if (response.ok) {
        report('ok');
        return answer;
      }
      error = errorFromResponse(response, textOrJson(text), attempts);
    } catch (caught) {
      if (!(caught instanceof APIError)) throw caught;
      error = caught;
    }
    report(error.message);

    const finish = (): Answer => {
      if (answer) return answer;
      throw error;
    };
    const verdict = judge(error, exchange.isRepeatable);
    if (verdict === 'final' || (verdict === 'unclear' && !recover)) return finish();
    const delayMs = retryDelay(error.headers, attempts - 1, maxRetryAfter);
    const isLast =
      attempts > maxRetries ||
      error.headers?.get('x-should-retry') === 'false' ||
      onRetry?.({ error, delayMs }) === false;
    if (verdict === 'again') {
      if (isLast) return finish();
      body?.assertRepeatable?.(error);
    }
    await pause(delayMs, signal, attempts);
    if (verdict === 'unclear') {
      const recovered = await recover?.(error);
      if (recovered) return recovered;
      if (isLast) return finish();
      body?.assertRepeatable?.(error);
    }
    if (platform.extraHeaders) headers['x-chamelaion-retry-count'] = String(attempts);
  }
}
