import type { CommandDefinition } from '../../program/definition.js';

export const completionCommand: CommandDefinition = {
  name: 'completion',
  summary: 'Print the completion script for a shell',
  arguments: [{ name: 'SHELL', description: 'the shell it is for', choices: ['bash', 'zsh', 'fish'] }],
  examples: [
    { run: 'source <(chamelaion completion bash)', does: 'Bash, in ~/.bashrc' },
    { run: 'chamelaion completion zsh > _chamelaion', does: 'Zsh, into a folder of $fpath' },
    { run: 'chamelaion completion fish > chamelaion.fish', does: 'Fish, into ~/.config/fish/completions' },
  ],
  load: () => import('./run.js'),
};
