/** The engine itself failed; another try may succeed. The message becomes `error_message` if none does. */
export class EngineFailure extends Error {
  readonly kind: 'crash' | 'time' | 'memory' | 'error';

  constructor(kind: EngineFailure['kind'], message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.kind = kind;
  }
}
