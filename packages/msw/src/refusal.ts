import { ChamelaionError, type ErrorCode, errorCatalogue } from '@chamelaion/contract';

/** An error of the catalogue, on its way to becoming an answer. */
export class Refusal extends ChamelaionError {
  static override readonly errorName = 'Refusal';
  readonly headers: Record<string, string>;

  constructor(code: ErrorCode, headers: Record<string, string> = {}) {
    const { status, message } = errorCatalogue[code];
    super({ code, message, status });
    this.headers = headers;
  }
}
