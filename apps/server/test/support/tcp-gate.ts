import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Stands between the server and its database, and can be shut. */
export interface TcpGate {
  url: string;
  /** Breaks every connection and takes no new ones. */
  shut(): void;
  /** Passes nothing on any more over the connections that there are, without breaking them. */
  silence(): void;
  open(): void;
  close(): void;
}

/** Makes a gate before the host and port of a URL. */
export async function tcpGate(target: string): Promise<TcpGate> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let isOpen = true;
  const server = createServer((incoming) => {
    if (!isOpen) return void incoming.destroy();
    const outgoing = connect(Number(port), hostname);
    for (const socket of [incoming, outgoing]) {
      sockets.add(socket);
      socket
        .on('error', () => undefined)
        .on('close', () => {
          sockets.delete(socket);
          incoming.destroy();
          outgoing.destroy();
        });
    }
    incoming.pipe(outgoing).pipe(incoming);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  const shut = () => {
    isOpen = false;
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    shut,
    silence() {
      for (const socket of sockets) socket.unpipe().pause();
    },
    open() {
      isOpen = true;
    },
    close() {
      shut();
      server.close();
    },
  };
}
