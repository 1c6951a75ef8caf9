/** A fenced code block of a Markdown file. */
export interface CodeBlock {
  /** `docs/guides/wait.md:12`: the file and the line of its fence. */
  at: string;
  language: string;
  /** Words behind the language; `run` marks a block that runs by itself in tests. */
  flags: string[];
  code: string;
}

/** Every fenced code block of a Markdown text. */
export function codeBlocks(file: string, markdown: string): CodeBlock[] {
  const lines = markdown.split('\n');
  const blocks: CodeBlock[] = [];
  let open: { block: CodeBlock; indent: number } | undefined;
  for (const [index, line] of lines.entries()) {
    const fence = /^(\s*)```(.*)$/.exec(line);
    if (!fence) {
      if (open) open.block.code += `${line.slice(open.indent)}\n`;
    } else if (open) {
      blocks.push(open.block);
      open = undefined;
    } else {
      const [language = '', ...flags] = fence[2]!.trim().split(/\s+/);
      open = { block: { at: `${file}:${index + 1}`, language, flags, code: '' }, indent: fence[1]!.length };
    }
  }
  return blocks;
}
