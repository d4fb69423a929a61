import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A TCP proxy in front of PostgreSQL that can fail as networks do. */
export interface FaultyProxy {
  /** The database's URL, by way of this proxy. */
  url: string;
  /** Present connections stay open, but nothing passes any more. New ones work. */
  blackHole(): void;
  /** Present connections are cut and new ones refused, until `mend`. */
  cut(): void;
  mend(): void;
  stop(): Promise<void>;
}

export async function startProxy(databaseUrl: string): Promise<FaultyProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let refusing = false;
  const server = createServer((near) => {
    if (refusing) return near.destroy();
    const far = connect(Number(target.port), target.hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`; // of a TCP server
  const cut = (): void => {
    refusing = true;
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    blackHole: () => {
      for (const socket of sockets) socket.unpipe().pause();
    },
    cut,
    mend: () => {
      refusing = false;
    },
    stop: async () => {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
