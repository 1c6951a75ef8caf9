import type { Context } from '../context/context.js';
import { InterruptedError } from '../errors/cli-error.js';

const ENTER = new Set(['\r', '\n', '\u0004']);
const BACKSPACE = new Set(['\u007f', '\b']);
const CTRL_C = '\u0003';

/** Asks at the terminal without showing the answer; where stdin is not a terminal, reads its first line. */
export async function askHidden(context: Context, question: string): Promise<string> {
  return context.stdin.isTTY ? askTerminal(context, question) : firstLine(context);
}

async function firstLine({ stdin, signal }: Context): Promise<string> {
  let text = '';
  stdin.setEncoding('utf8');
  const stop = () => stdin.destroy(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const chunk of stdin) {
      text += chunk;
      if (text.includes('\n')) break;
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
  return (text.split('\n')[0] ?? '').trim();
}

/** In raw mode the terminal neither echoes nor turns Ctrl-C into a signal, so both are done here. */
function askTerminal({ stdin, stderr, signal }: Context, question: string): Promise<string> {
  stdin.setRawMode?.(true);
  stdin.setEncoding('utf8');
  stdin.resume();
  stderr.write(question);
  return new Promise((resolve, reject) => {
    let answer = '';
    const finish = (settle: () => void) => {
      stdin.off('data', onData);
      signal.removeEventListener('abort', onAbort);
      stdin.setRawMode?.(false);
      stdin.pause();
      stderr.write('\n');
      settle();
    };
    const onAbort = () => finish(() => reject(new InterruptedError('Nothing was stored.')));
    const onData = (chunk: string) => {
      for (const character of chunk) {
        if (character === CTRL_C) return onAbort();
        if (ENTER.has(character)) return finish(() => resolve(answer.trim()));
        if (BACKSPACE.has(character)) answer = answer.slice(0, -1);
        else answer += character;
      }
    };
    stdin.on('data', onData);
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
  });
}
