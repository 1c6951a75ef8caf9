/** What went wrong while making speech. */
export type SpeechErrorCode = 'unknown_voice' | 'empty_text' | 'bad_option';

/** Thrown by {@link synthesize}: `code` is stable, the message says what to change. */
export class SpeechError extends Error {
  readonly code: SpeechErrorCode;

  constructor(code: SpeechErrorCode, message: string) {
    super(message);
    this.name = 'SpeechError';
    this.code = code;
  }
}
