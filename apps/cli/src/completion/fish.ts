import type { CommandShape, OptionShape } from './shapes.js';

/** The completion script for fish. */
export function fishCompletion(shapes: readonly CommandShape[]): string {
  const byPath = new Map(shapes.map((shape) => [shape.path, shape]));
  return [
    '# Completion of chamelaion for fish. Save it as ~/.config/fish/completions/chamelaion.fish',
    wordsFunction(shapes),
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

/** A function that tells the words so far that are neither flags nor their values. */
function wordsFunction(shapes: readonly CommandShape[]): string {
  const options = shapes.flatMap((shape) => shape.options).filter((option) => option.takesValue);
  const names = new Set(options.flatMap(({ long, short }) => (short ? [long, short] : [long])));
  return `function __chamelaion_words
  set -l skip no
  for token in (commandline -opc)[2..-1]
    if test $skip = yes
      set skip no
      continue
    end
    switch $token
      case ${[...names].join(' ')}
        set skip yes
      case '-*'
      case '*'
        echo $token
    end
  end
end`;
}

/** True where the words so far name this command, and none under it. */
function conditionOf({ path, children }: CommandShape): string {
  const depth = path ? path.split(' ').length : 0;
  const words = 'set -l words (__chamelaion_words)';
  if (depth === 0) return `${words}; test (count $words) = 0`;
  const isNamed = `test "$words[1..${depth}]" = "${path}"`;
  return children.length > 0 ? `${words}; ${isNamed}; and test (count $words) = ${depth}` : `${words}; ${isNamed}`;
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
