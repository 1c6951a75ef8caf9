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
    // Not waited for: it ends only once the write under way has ended.
    destroy: async (reason) => void writer.abort(reason).catch(() => {}),
  };
}

function nodeWriter(stream: NodeWritable): Writer {
  let fail = (_: unknown) => {};
  const onError = (error: Error) => fail(error);
  // A stream emits its error after the callback that told it: unheard, that would end the process.
  stream.on('error', onError);
  const settled = (start: (done: (error?: Error | null) => void) => void) =>
    new Promise<void>((resolve, reject) => {
      fail = reject;
      start((error) => (error ? reject(error) : resolve()));
    });
  return {
    write: (chunk) => settled((done) => stream.write(chunk, done)),
    end: async () => {
      await settled((done) => stream.end(done));
      stream.removeListener('error', onError);
    },
    destroy: async () => {
      stream.destroy();
    },
  };
}
