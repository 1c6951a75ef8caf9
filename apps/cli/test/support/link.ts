import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { Writable } from 'node:stream';

/** A way to a service that a test can cut: nothing passes and nothing listens until it is mended. */
export interface Link {
  url: string;
  /** Cuts the link once so many more bytes have passed towards the service. */
  cutAfter(bytes: number): void;
  cut(): void;
  mend(): void;
  close(): void;
}

/** Lays a link to the service at a base URL. */
export async function layLink(target: string): Promise<Link> {
  const url = new URL(target);
  const { hostname, port: targetPort } = url;
  const sockets = new Set<Socket>();
  let left = Number.POSITIVE_INFINITY;
  const server = createServer((incoming) => {
    const outgoing = connect(Number(targetPort), hostname);
    for (const socket of [incoming, outgoing]) {
      sockets.add(socket);
      socket
        .on('error', () => {})
        .on('close', () => {
          sockets.delete(socket);
          incoming.destroy();
          outgoing.destroy();
        });
    }
    incoming.on('data', (chunk: Buffer) => {
      left -= chunk.length;
      if (left < 0) link.cut();
    });
    incoming.pipe(outgoing).pipe(incoming);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  url.port = String(port);
  const link: Link = {
    url: url.href,
    cutAfter(bytes) {
      left = bytes;
    },
    cut() {
      left = Number.POSITIVE_INFINITY;
      server.close();
      for (const socket of sockets) socket.destroy();
    },
    mend: () => void server.listen(port, '127.0.0.1'),
    close() {
      link.cut();
    },
  };
  return link;
}

/** A stream for messages that calls back when it has been told of a retry so many times. */
export function afterRetries(count: number, then: () => void): Writable & { text: string } {
  const stream = Object.assign(
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        const before = stream.text.split('Trying again').length;
        stream.text += chunk.toString();
        if (before <= count && stream.text.split('Trying again').length > count) then();
        done();
      },
    }),
    { text: '' },
  );
  return stream;
}
