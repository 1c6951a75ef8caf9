import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { bin, cleanEnv } from './program.js';

const script = fileURLToPath(new URL('./play_terminal.py', import.meta.url));

/** Whether pseudo-terminals can be had here: they come from Python. */
export const hasTerminal = process.platform !== 'win32' && spawnSync('python3', ['-c', 'import pty']).status === 0;

/** What a user does: waits until the screen shows something, then types. */
export type Step = readonly [shown: RegExp, typed: string];

/** Runs the built program in a real pseudo-terminal, 100 columns wide; resolves with all that it wrote to it. */
export function inTerminal(
  args: string[],
  { cwd, env, steps = [] }: { cwd: string; env?: Record<string, string>; steps?: readonly Step[] },
): Promise<{ code: number; shown: string }> {
  const played = JSON.stringify(steps.map(([shown, typed]) => [shown.source, typed]));
  const environment = JSON.stringify({ ...cleanEnv(cwd, env), TERM: 'xterm-256color' });
  const child = spawn('python3', [script, played, environment, process.execPath, bin, ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let shown = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
  });
  return new Promise((resolve) => {
    child.on('close', () => {
      const [text = '', code = '-1'] = shown.split(/\n<exit (-?\d+)>$/);
      resolve({ code: Number(code), shown: text });
    });
  });
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is read
const TOKENS = /\u001b\[(\d*)([A-Za-z])|\r|\n|[^\u001b\r\n]+/g;

/** The lines that a screen would show at the end, after all erasing and redrawing. */
export function screenOf(shown: string): string[] {
  const lines = [''];
  let row = 0;
  for (const [token] of shown.matchAll(TOKENS)) {
    if (token === '\r') continue;
    if (token === '\n') {
      row += 1;
      lines[row] ??= '';
    } else if (token.endsWith('A') && token.startsWith('\u001b')) row -= Number(token.slice(2, -1) || 1);
    else if (token === '\u001b[J') lines.splice(row, lines.length, '');
    else if (!token.startsWith('\u001b')) lines[row] += token;
  }
  return lines.filter((line) => line !== '');
}
