import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a server on which answers can be kept back for a while. */
export interface Lane {
  url: string;
  hold(): void;
  release(): void;
  stop(): Promise<void>;
}

export async function openLane(target: string): Promise<Lane> {
  const { hostname, port } = new URL(target);
  const pairs = new Map<Socket, Socket>();
  let held = false;
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    pairs.set(far, near);
    near.pipe(far);
    if (!held) far.pipe(near);
    near.on('error', () => far.destroy()).on('close', () => far.destroy());
    far
      .on('error', () => near.destroy())
      .on('close', () => {
        pairs.delete(far);
        near.destroy();
      });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, // of a TCP server
    hold: () => {
      held = true;
      for (const far of pairs.keys()) far.unpipe().pause();
    },
    release: () => {
      held = false;
      for (const [far, near] of pairs) far.pipe(near);
    },
    stop: async () => {
      for (const far of pairs.keys()) far.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
