/** The first lines of every generated file. */
export const header = '// Generated from spec/openapi.yaml by `pnpm generate`. Do not edit: edit the spec.\n';

export const pascal = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

export const camel = (word: string): string => word.replace(/[-_](\w)/g, (_, letter: string) => letter.toUpperCase());

export const kebab = (word: string): string =>
  word.replace(/_/g, '-').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** A TypeScript string literal. */
export const quote = (text: string): string =>
  `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'").replace(/\n/g, '\\n')}'`;

/** A JSDoc block, indented. */
export function docblock(lines: string[], indent = ''): string {
  const text = lines.join('\n').split('\n');
  return [`${indent}/**`, ...text.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`].join('\n');
}

/** The name of an operation's parameter type, such as `LipsyncRequestListParams`. */
export const paramsTypeName = (resource: string[], method: string): string => {
  const words = resource.map(pascal);
  words.push(words.pop()!.replace(/s$/, ''), pascal(method), 'Params');
  return words.join('');
};
