import type { Spec } from '../spec.js';
import { header, quote } from '../text.js';

/** The table of operations: what client, server and test kit need to know of each beyond its types. */
export function operationsSurface(spec: Spec): string {
  const rows = spec.operations.map((operation) => {
    const names = (place: string) =>
      `[${operation.parameters
        .filter((parameter) => parameter.in === place)
        .map((parameter) => quote(parameter.name))
        .join(', ')}]`;
    return [
      `  /** ${operation.summary}. */`,
      `  ${quote(operation.id)}: {`,
      `    id: ${quote(operation.id)},`,
      `    method: ${quote(operation.httpMethod)},`,
      `    path: ${quote(operation.path)},`,
      `    auth: ${operation.auth},`,
      `    billed: ${operation.billed},`,
      `    paginated: ${operation.paginated},`,
      `    body: ${operation.body ? quote(operation.body.kind) : 'null'},`,
      `    bodySchema: ${operation.body ? quote(operation.body.schemaName) : 'null'},`,
      `    pathParams: ${names('path')},`,
      `    queryParams: ${names('query')},`,
      '  },',
    ].join('\n');
  });
  const servers = spec.servers.map((server) => `  ${server.name}: ${quote(server.url)},`);
  return [
    header,
    '/** Every operation of the contract, by id. */',
    `export const operationTable = {\n${rows.join('\n')}\n} as const;`,
    '',
    '/** An operation id, such as `lipsync.requests.retrieve`. */',
    'export type OperationId = keyof typeof operationTable;',
    '',
    '/** The base URL of each environment. */',
    `export const environments = {\n${servers.join('\n')}\n} as const;`,
    '',
    '/** The name of an environment. */',
    'export type Environment = keyof typeof environments;',
    '',
  ].join('\n');
}
