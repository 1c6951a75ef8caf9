import { ChamelaionError } from '@chamelaion/contract';

/** An argument that cannot work, found before anything was sent. `code` is `invalid_option`. */
export class InvalidOptionError extends ChamelaionError {
  static override readonly errorName: string = 'InvalidOptionError';

  /** The name of the argument or option. */
  readonly option: string;

  constructor(option: string, complaint: string) {
    super({ code: 'invalid_option', message: `\`${option}\` ${complaint}` });
    this.option = option;
  }
}
