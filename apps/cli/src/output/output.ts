import { createColors } from 'picocolors';
import type { Context, OutputStream } from '../context/context.js';
import { LiveArea } from './live-area.js';

/** How the user wants to be spoken to. */
export interface OutputOptions {
  /** Data as JSON on stdout. */
  json: boolean;
  /** No progress and no messages; errors remain. */
  quiet: boolean;
  /** `false` turns colours off. */
  color: boolean;
}

export type Colors = ReturnType<typeof createColors>;

/** Data goes to stdout, everything said about it to stderr. */
export class Output {
  readonly json: boolean;
  readonly quiet: boolean;
  /** Colours for stdout. */
  readonly colors: Colors;
  /** Colours for stderr. */
  readonly noteColors: Colors;
  /** The lines at the foot of the terminal. */
  readonly live: LiveArea;
  /** Columns of the terminal that stdout is, or `undefined`. */
  readonly columns: number | undefined;
  readonly #stdout: OutputStream;
  readonly #stderr: OutputStream;

  constructor(context: Pick<Context, 'stdout' | 'stderr' | 'env'>, options: OutputOptions) {
    this.#stdout = context.stdout;
    this.#stderr = context.stderr;
    this.json = options.json;
    this.quiet = options.quiet;
    this.columns = context.stdout.isTTY ? context.stdout.columns : undefined;
    const plain = !options.color || Boolean(context.env['NO_COLOR']) || context.env['TERM'] === 'dumb';
    this.colors = createColors(!plain && context.stdout.isTTY === true);
    this.noteColors = createColors(!plain && context.stderr.isTTY === true);
    const silent = { write: () => true };
    this.live = new LiveArea(options.quiet ? silent : context.stderr, !options.quiet && redraws(context));
  }

  /** Whether whoever reads stdout has gone away. */
  get isClosed(): boolean {
    return this.#stdout.destroyed || this.#stdout.writableEnded;
  }

  /** The command's one result: a JSON document, or what a person reads. */
  result(document: unknown, human: () => string | readonly string[]): void {
    const text = this.json ? JSON.stringify(document, null, 2) : human();
    this.data(typeof text === 'string' ? text : text.join('\n'));
  }

  /** One item of a stream: a line of JSON, or of text. */
  item(document: unknown, human: () => string): void {
    this.data(this.json ? JSON.stringify(document) : human());
  }

  /** A line on stdout. */
  data(text: string): void {
    if (!this.isClosed && text !== '') this.#stdout.write(`${text}\n`);
  }

  /** A message on stderr, which `--quiet` silences. */
  note(text: string): void {
    this.live.print(text);
  }

  /** A message on stderr that is always written. */
  problem(text: string): void {
    this.live.clear();
    this.#stderr.write(`${text}\n`);
  }
}

function redraws(context: Pick<Context, 'stderr' | 'env'>): boolean {
  return context.stderr.isTTY === true && !isSet(context.env['CI']) && context.env['TERM'] !== 'dumb';
}

const isSet = (value: string | undefined): boolean =>
  value !== undefined && value !== '' && value !== 'false' && value !== '0';
