import type { FileVersion, NodeWritable, Sink } from './sink.js';

/** What both kinds of stream come down to. */
interface Writer {
  write(chunk: Uint8Array): Promise<void>;
  end(): Promise<void>;
  destroy(reason: unknown): Promise<void>;
}

/** A stream as the place of a download. It cannot be rewound, so it is restarted only while it is empty. */
export class StreamSink implements Sink {
  position = 0;
  version: FileVersion | undefined;
  readonly #writer: Writer;

  constructor(stream: WritableStream<Uint8Array> | NodeWritable) {
    this.#writer = 'getWriter' in stream ? webWriter(stream) : nodeWriter(stream);
  }

  async restart(version: FileVersion): Promise<boolean> {
    if (this.position > 0) return false;
    this.version = version;
    return true;
  }

  async write(chunk: Uint8Array): Promise<void> {
    await this.#writer.write(chunk);
    this.position += chunk.byteLength;
  }

  commit(): Promise<void> {
    return this.#writer.end();
  }

  release(reason: unknown): Promise<void> {
    return this.#writer.destroy(reason);
  }
}

function webWriter(stream: WritableStream<Uint8Array>): Writer {
  const writer = stream.getWriter();
  return {
    write: async (chunk) => {
      await writer.ready;
      await writer.write(chunk);
    },
    end: () => writer.close(),
    destroy: (reason) => writer.abort(reason),
  };
}

function nodeWriter(stream: NodeWritable): Writer {
  const settled = (start: (done: (error?: Error | null) => void) => void) =>
    new Promise<void>((resolve, reject) => {
      const onError = (error: Error) => reject(error);
      stream.once('error', onError);
      start((error) => {
        stream.removeListener('error', onError);
        if (error) reject(error);
        else resolve();
      });
    });
  return {
    write: (chunk) => settled((done) => stream.write(chunk, done)),
    end: () => settled((done) => stream.end(() => done())),
    destroy: async () => {
      stream.destroy();
    },
  };
}
