import type { Operation, Schema, Spec } from '../spec.js';
import { camel, docblock, header, paramsTypeName, pascal } from '../text.js';

interface ResourceNode {
  path: string[];
  operations: Operation[];
  children: Map<string, ResourceNode>;
}

/** The client's resource classes: one method an operation, with the spec's words as docstrings. */
export function resourcesSurface(spec: Spec): string {
  const root: ResourceNode = { path: [], operations: [], children: new Map() };
  for (const operation of spec.operations) nodeAt(root, operation.resource).operations.push(operation);
  const classes: string[] = [];
  const emit = (node: ResourceNode): void => {
    for (const child of node.children.values()) emit(child);
    if (node.path.length > 0) classes.push(resourceClass(node));
  };
  emit(root);
  const roots = [...root.children.values()];
  const fields = roots.map((child) => `  readonly ${child.path[0]}: ${className(child.path)};`);
  const inits = roots.map((child) => `    this.${child.path[0]} = new ${className(child.path)}(call);`);
  return [
    header,
    typeImports(spec),
    "import type { APIPromise } from './api-promise.js';",
    "import type { Call } from './call.js';",
    "import type { PagePromise } from './pagination.js';",
    "import type { RequestOptions } from './request-options.js';",
    "import type { WithUploads } from './uploads/uploadable.js';",
    '',
    classes.join('\n\n'),
    '',
    '/** The resources of the API; the client class extends this. */',
    'export class Resources {',
    ...fields,
    '',
    '  constructor(call: Call) {',
    ...inits,
    '  }',
    '}',
    '',
  ].join('\n');
}

function nodeAt(root: ResourceNode, path: string[]): ResourceNode {
  let node = root;
  for (const [depth, name] of path.entries()) {
    let child = node.children.get(name);
    if (!child) {
      child = { path: path.slice(0, depth + 1), operations: [], children: new Map() };
      node.children.set(name, child);
    }
    node = child;
  }
  return node;
}

const className = (path: string[]): string => `${path.map(pascal).join('')}Resource`;

function resourceClass(node: ResourceNode): string {
  const children = [...node.children.values()];
  return [
    docblock([`Operations of \`client.${node.path.join('.')}\`.`]),
    `export class ${className(node.path)} {`,
    '  readonly #call: Call;',
    ...children.map((child) => `  readonly ${child.path.at(-1)}: ${className(child.path)};`),
    '',
    '  constructor(call: Call) {',
    '    this.#call = call;',
    ...children.map((child) => `    this.${child.path.at(-1)} = new ${className(child.path)}(call);`),
    '  }',
    ...node.operations.map((operation) => `\n${method(operation)}`),
    '}',
  ].join('\n');
}

function method(operation: Operation): string {
  const path = operation.parameters.filter((parameter) => parameter.in === 'path');
  const query = operation.parameters.filter((parameter) => parameter.in === 'query');
  const args = path.map((parameter) => `${camel(parameter.name)}: string`);
  const input: string[] = [];
  if (path.length > 0)
    input.push(
      `path: { ${path.map((p) => (camel(p.name) === p.name ? p.name : `${p.name}: ${camel(p.name)}`)).join(', ')} }`,
    );
  if (operation.body) {
    const type =
      operation.body.kind === 'multipart' ? `WithUploads<${operation.body.schemaName}>` : operation.body.schemaName;
    args.push(`body: ${type}`);
    input.push('body');
    if (operation.body.kind === 'multipart') input.push(`files: [${fileFields(operation.body.schema).join(', ')}]`);
  }
  if (query.length > 0) {
    args.push(`query?: ${paramsTypeName(operation.resource, operation.method)} | null`);
    input.push('query');
  }
  args.push('options?: RequestOptions');
  const returns = operation.paginated
    ? `PagePromise<${operation.responseName}['data'][number]>`
    : `APIPromise<${operation.responseName}>`;
  const verb = operation.paginated ? 'page' : 'one';
  const docs = [
    `${operation.summary}.`,
    '',
    operation.description,
    ...path.map((p) => `@param ${camel(p.name)} ${p.description}`),
  ];
  return [
    docblock(docs, '  '),
    `  ${operation.method}(${args.join(', ')}): ${returns} {`,
    `    return this.#call.${verb}(${facts(operation)}, { ${input.join(', ')} }, options);`,
    '  }',
  ]
    .join('\n')
    .replace('{  }', '{}');
}

/** What the client must know of an operation to send it. */
function facts(operation: Operation): string {
  const flags = [operation.auth ? '' : ', isPublic: true', operation.billed ? ', isBilled: true' : ''];
  return `{ method: '${operation.httpMethod}', path: '${operation.path}'${flags.join('')} }`;
}

/** The fields of a form that are files. */
const fileFields = (schema: Schema): string[] =>
  Object.entries(schema.properties ?? {})
    .filter(([, property]) => property.format === 'binary')
    .map(([name]) => `'${name}'`);

function typeImports(spec: Spec): string {
  const names = new Set<string>();
  for (const operation of spec.operations) {
    names.add(operation.responseName);
    if (operation.body) names.add(operation.body.schemaName);
    if (operation.parameters.some((parameter) => parameter.in === 'query')) {
      names.add(paramsTypeName(operation.resource, operation.method));
    }
  }
  return `import type {\n${[...names]
    .sort()
    .map((name) => `  ${name},`)
    .join('\n')}\n} from '@chamelaion/contract';`;
}
