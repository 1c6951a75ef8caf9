import type { CommandShape, OptionShape } from './shapes.js';

/** The completion script for bash 3.2 and later. */
export function bashCompletion(shapes: readonly CommandShape[]): string {
  const valued = unique(shapes.flatMap((shape) => shape.options.filter((option) => option.takesValue).flatMap(names)));
  return `# Completion of chamelaion for bash. Add to ~/.bashrc: source <(chamelaion completion bash)
_chamelaion() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" path="" word skip="" i
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    if [[ -n "$skip" ]]; then skip=""; continue; fi
    case "$word" in
      ${valued.join('|')}) skip=1 ;;
      -*) ;;
      *) case "$path $word" in
${nestedPaths(shapes)}
         esac ;;
    esac
  done
  COMPREPLY=()
  case "$path $prev" in
${shapes.flatMap(valueCases).join('\n')}
  esac
  case "$path" in
${shapes.map(wordCase).join('\n')}
  esac
}
complete -F _chamelaion chamelaion`;
}

const names = (option: OptionShape): string[] => [option.long, ...(option.short ? [option.short] : [])];
const unique = (words: readonly string[]): string[] => [...new Set(words)];
const quoted = (text: string): string => `"${text}"`;

const nestedPaths = (shapes: readonly CommandShape[]): string =>
  shapes
    .filter((shape) => shape.path)
    .map((shape) => `           ${quoted(parentOf(shape.path))}) path=${quoted(shape.path)} ;;`)
    .join('\n');

/** The path so far and the word, as the script joins them: the parent's path, a space, the name. */
function parentOf(path: string): string {
  const words = path.split(' ');
  return `${words.slice(0, -1).join(' ')} ${words.at(-1)}`;
}

function valueCases(shape: CommandShape): string[] {
  return shape.options
    .filter((option) => option.takesValue)
    .map((option) => {
      const pattern = names(option)
        .map((name) => quoted(`${shape.path} ${name}`))
        .join('|');
      const reply = option.completesFile
        ? 'compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur"))'
        : `COMPREPLY=($(compgen -W ${quoted(option.choices.join(' '))} -- "$cur"))`;
      return `    ${pattern}) ${reply}; return ;;`;
    });
}

function wordCase(shape: CommandShape): string {
  const flags = shape.options.flatMap(names).join(' ');
  const words = [...shape.children, ...shape.words].join(' ');
  const plain = shape.takesFiles
    ? 'compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur"))'
    : `COMPREPLY=($(compgen -W ${quoted(words)} -- "$cur"))`;
  return `    ${quoted(shape.path)}) if [[ "$cur" == -* ]]; then COMPREPLY=($(compgen -W ${quoted(flags)} -- "$cur")); else ${plain}; fi ;;`;
}
