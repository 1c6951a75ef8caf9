declare module '@met4citizen/headaudio/modules/processor.mjs' {
  interface Message {
    event: string;
    viseme?: number | null;
    t: number;
  }
  export class Processor {
    constructor(
      options: { sampleRate: number },
      worklet: { port: { onmessage: null; postMessage(message: Message): void } },
    );
    _onmessage(message: { data: { event: 'model'; model: unknown } }): void;
    process(samples: Float32Array): void;
  }
}

declare module '@met4citizen/headaudio/modules/training.mjs' {
  export class Training {
    loadModel(url: string): Promise<{ model: unknown }>;
  }
}
