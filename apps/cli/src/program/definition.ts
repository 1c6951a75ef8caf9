import type { ExitCode } from '../errors/exit-codes.js';
import type { Session } from './session.js';

/** A positional argument. */
export interface ArgumentDefinition {
  /** As the usage line shows it: `VIDEO`. */
  name: string;
  description: string;
  /** Default `true`. */
  required?: boolean;
  choices?: readonly string[];
  /** What the shell completes it with. Default: nothing. */
  completes?: 'file';
}

/** A flag. */
export interface OptionDefinition {
  /** As commander writes it: `-o, --output <file>`. */
  flags: string;
  description: string;
  required?: boolean;
  choices?: readonly string[];
  /** Turns the text into the value; throws a CliError for one that is wrong. */
  parse?: (text: string) => unknown;
  /** What the shell completes its value with. Default: nothing. */
  completes?: 'file';
}

/** A command line that works, and what it does. */
export interface Example {
  run: string;
  does: string;
}

/** What a command does, loaded when the command runs. */
export type Run<Options> = (session: Session, args: readonly string[], options: Options) => Promise<ExitCode>;

/** A command as its help shows it. */
export interface CommandDefinition {
  name: string;
  /** One line for the list of commands. */
  summary: string;
  /** The help's text. Default: the summary. */
  description?: string;
  arguments?: readonly ArgumentDefinition[];
  options?: readonly OptionDefinition[];
  examples: readonly Example[];
  /** Loads what it does. A command with `children` has none. */
  load?: () => Promise<{ run: Run<never> }>;
  /** Commands under this one. */
  children?: () => Promise<readonly CommandDefinition[]>;
}

/** The flags that every command has. */
export interface GlobalOptions {
  json?: boolean;
  quiet?: boolean;
  debug?: boolean;
  color?: boolean;
  profile?: string;
  baseUrl?: string;
  apiKey?: string;
  local?: boolean;
  dataDir?: string;
}
