import { type ErrorCode, errorCatalogue } from '@chamelaion/contract';
import { groups } from '../groups.js';

/** The error reference as Markdown: every error of the catalogue with its cause and cure. */
export function errorReference(): string {
  const codes = (Object.keys(errorCatalogue) as ErrorCode[]).sort(
    (a, b) => errorCatalogue[a].status - errorCatalogue[b].status,
  );
  const byStatus = groups(codes, (code) => String(errorCatalogue[code].status));
  return [
    '# Errors',
    'Every error answers with `{ "error": "message" }`. The client throws it as a typed error whose `message` is that text, with `status`, `requestId` and `isRetryable`; `errorCodeOf(status, message)` of `@chamelaion/contract` gives the code.',
    '| status | message | code |\n| --- | --- | --- |',
    ...byStatus.map(([status, members]) => `## ${status}\n\n${members.map(section).join('\n\n')}`),
    '',
  ]
    .join('\n\n')
    .replace('| --- | --- | --- |', `| --- | --- | --- |\n${codes.map(row).join('\n')}`);
}

function row(code: ErrorCode): string {
  const { status, message } = errorCatalogue[code];
  return `| ${status} | ${message} | [${code}](#${code}) |`;
}

function section(code: ErrorCode): string {
  const { message, cause, cure, operations, local } = errorCatalogue[code];
  const where = operations.length === 0 ? 'outside any operation' : operations.map((id) => `\`${id}\``).join(', ');
  return [
    `### ${code}`,
    `> ${message}`,
    `**Cause.** ${cause}`,
    `**Cure.** ${cure}`,
    `**On** ${where}${local ? '. Only this project’s own server answers with it.' : '.'}`,
  ].join('\n\n');
}
