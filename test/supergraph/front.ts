import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** An address that stays while the server behind it goes and comes: who calls meanwhile waits, as behind a balancer. */
export interface Front {
  url: string;
  /** Until then nobody is let through. */
  lead(server: Promise<{ url: string }>): void;
  stop(): Promise<void>;
}

export async function openFront(): Promise<Front> {
  let lead: Front['lead'] = () => {};
  let behind = new Promise<{ url: string }>((resolve) => {
    lead = resolve;
  });
  const sockets = new Set<Socket>();
  const keep = (socket: Socket, other: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => other.destroy());
    socket.on('close', () => {
      sockets.delete(socket);
      other.destroy();
    });
    socket.pipe(other);
  };
  const server = createServer((near) => {
    near.on('error', () => near.destroy());
    void behind.then(({ url }) => {
      const { hostname, port } = new URL(url);
      const far = connect(Number(port), hostname);
      keep(near, far);
      keep(far, near);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // of a TCP server
  return {
    url: `http://127.0.0.1:${port}`,
    lead: (next) => {
      lead(next); // who waits for the first
      behind = next;
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
