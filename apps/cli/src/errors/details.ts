import { ChamelaionError } from '@chamelaion/contract';

const MAX_CAUSES = 5;

/** Everything known about an error, for `--debug`: status, request id, attempts, stack and causes. */
export function errorDetails(error: unknown): string[] {
  const lines: string[] = [];
  for (let at: unknown = error, depth = 0; at !== undefined && depth < MAX_CAUSES; depth += 1) {
    if (depth > 0) lines.push('caused by:');
    lines.push(...one(at));
    at = at instanceof Error ? at.cause : undefined;
  }
  return lines.map((line) => `  ${line}`);
}

function one(error: unknown): string[] {
  if (!(error instanceof Error)) return [String(error)];
  const lines = (error.stack ?? `${error.name}: ${error.message}`).split('\n').map((line) => line.trimEnd());
  if (ChamelaionError.isInstance(error)) {
    const { code, status, requestId, isRetryable } = error;
    const attempts = (error as { attempts?: unknown }).attempts;
    lines.push(...Object.entries({ code, status, requestId, attempts, isRetryable }).flatMap(pair));
  }
  return lines;
}

const pair = ([name, value]: [string, unknown]): string[] =>
  value === undefined ? [] : [`  ${name}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`];
