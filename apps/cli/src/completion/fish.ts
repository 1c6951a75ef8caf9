import type { CommandShape, OptionShape } from './shapes.js';

/** The completion script for fish. */
export function fishCompletion(shapes: readonly CommandShape[]): string {
  const byPath = new Map(shapes.map((shape) => [shape.path, shape]));
  return [
    '# Completion of chamelaion for fish. Save it as ~/.config/fish/completions/chamelaion.fish',
    'complete -c chamelaion -f',
    ...shapes.flatMap((shape) => linesOf(shape, byPath)),
  ].join('\n');
}

function linesOf(shape: CommandShape, byPath: ReadonlyMap<string, CommandShape>): string[] {
  const condition = conditionOf(shape);
  const start = `complete -c chamelaion -n ${quoted(condition)}`;
  const children = shape.children.map((name) => {
    const child = byPath.get(`${shape.path} ${name}`.trim());
    return `${start} -a ${name} -d ${quoted(child?.summary ?? 'print help about a command')}`;
  });
  const words = shape.words.length > 0 ? [`${start} -a ${quoted(shape.words.join(' '))}`] : [];
  const files = shape.takesFiles ? [`${start} -F`] : [];
  return [...children, ...words, ...files, ...shape.options.map((option) => `${start} ${optionWords(option)}`)];
}

/** True where the words so far name this command, and none under it. */
function conditionOf(shape: CommandShape): string {
  if (!shape.path) return '__fish_use_subcommand';
  const seen = shape.path.split(' ').map((word) => `__fish_seen_subcommand_from ${word}`);
  const deeper = shape.children.length > 0 ? [`not __fish_seen_subcommand_from ${shape.children.join(' ')}`] : [];
  return [...seen, ...deeper].join('; and ');
}

function optionWords(option: OptionShape): string {
  const words = [`-l ${option.long.slice(2)}`];
  if (option.short) words.push(`-s ${option.short.slice(1)}`);
  if (option.takesValue) words.push(option.completesFile ? '-r -F' : '-x');
  if (option.choices.length > 0) words.push(`-a ${quoted(option.choices.join(' '))}`);
  words.push(`-d ${quoted(option.description)}`);
  return words.join(' ');
}

const quoted = (text: string): string => `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`;
