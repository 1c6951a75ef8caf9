declare module '@echogarden/espeak-ng-emscripten' {
  interface EspeakEvent {
    type: string;
    /** Milliseconds from the start of the utterance. */
    audio_position: number;
    id: string | number;
  }
  interface EspeakWorker {
    set_voice(voice: string): number;
    set_rate(wordsPerMinute: number): void;
    set_pitch(pitch: number): void;
    synthesize(text: string, callback: (audio: ArrayBuffer | null, events: EspeakEvent[] | null) => void): void;
  }
  export default function init(): Promise<{ eSpeakNGWorker: new () => EspeakWorker }>;
}
