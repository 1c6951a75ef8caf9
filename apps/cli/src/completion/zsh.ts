import type { CommandShape, OptionShape } from './shapes.js';

/** The completion script for zsh. */
export function zshCompletion(shapes: readonly CommandShape[]): string {
  const byPath = new Map(shapes.map((shape) => [shape.path, shape]));
  const functions = shapes.map((shape) => functionOf(shape, byPath));
  return [
    '#compdef chamelaion',
    '# Completion of chamelaion for zsh. Save it as _chamelaion in a folder of $fpath.',
    ...functions,
    'if [ "$funcstack[1]" = "_chamelaion" ]; then _chamelaion "$@"; else compdef _chamelaion chamelaion; fi',
  ].join('\n');
}

const nameOf = (path: string): string => ['_chamelaion', ...path.split(/[ .]/).filter(Boolean)].join('_');
const escaped = (text: string): string => text.replace(/'/g, "'\\''").replace(/([[\]:])/g, '\\$1');

function functionOf(shape: CommandShape, byPath: ReadonlyMap<string, CommandShape>): string {
  const options = shape.options.flatMap(optionSpecs);
  if (shape.children.length === 0) {
    const rest = shape.takesFiles
      ? "'*:file:_files'"
      : shape.words.length > 0
        ? `'1:word:(${shape.words.join(' ')})'`
        : '';
    return `${nameOf(shape.path)}() {\n  _arguments -s ${[...options, rest].filter(Boolean).join(' ')}\n}`;
  }
  const described = shape.children.map((name) => {
    const child = byPath.get(`${shape.path} ${name}`.trim());
    return `'${name}:${escaped(child?.summary ?? 'print help about a command')}'`;
  });
  const dispatch = shape.children
    .filter((name) => byPath.has(`${shape.path} ${name}`.trim()))
    .map((name) => `      ${name}) ${nameOf(`${shape.path} ${name}`.trim())} ;;`);
  return [
    `${nameOf(shape.path)}() {`,
    '  local state line',
    `  _arguments -s -C ${options.join(' ')} '1:command:->command' '*::argument:->rest'`,
    '  case $state in',
    `    command) local -a commands; commands=(${described.join(' ')}); _describe command commands ;;`,
    '    rest) case $line[1] in',
    ...dispatch,
    '    esac ;;',
    '  esac',
    '}',
  ].join('\n');
}

function optionSpecs(option: OptionShape): string[] {
  const action = option.completesFile ? '_files' : option.choices.length > 0 ? `(${option.choices.join(' ')})` : ' ';
  const value = option.takesValue ? `:value:${action}` : '';
  const text = `[${escaped(option.description)}]${value}`;
  return [option.long, ...(option.short ? [option.short] : [])].map((name) => `'${name}${text}'`);
}
