import type { WebSocket } from 'ws';

// Above this a sender waits, so that 100 sockets that nobody reads hold about 6 MB, not what 500 changes a second make.
const WAIT_ABOVE = 64 * 1024;
// Large results of several operations may add up; above this nothing more is read from the client either.
const PAUSE_ABOVE = 1024 * 1024;
const PAUSE_MS = 3_000;

export interface Outflow {
  /** Sends now; resolves at once while the buffer is small, else when all up to here has left it. Sends nothing after the end. */
  send(text: string): Promise<void> | void;
  end(): void;
}

/**
 * Back-pressure of one socket: whoever sends waits for a reader that is behind. When what was sent is still not read after
 * `drainMs`, or the buffer stays over 1 MB for 3 s, `stalled` is called; the client comes back with its cursor.
 */
export function createOutflow(ws: WebSocket, drainMs: number, stalled: () => void): Outflow {
  let ended = false;
  let overfull: NodeJS.Timeout | undefined;

  const watchBuffer = () => {
    if (overfull || ws.bufferedAmount <= PAUSE_ABOVE) return;
    ws.pause(); // pings are answered: a client that sends and never reads would make this buffer grow
    overfull = setTimeout(() => {
      overfull = undefined;
      if (ws.bufferedAmount > PAUSE_ABOVE) return stalled();
      ws.resume();
    }, PAUSE_MS);
  };
  const sendAndWait = (text: string) =>
    new Promise<void>((resolve) => {
      const late = setTimeout(stalled, drainMs);
      ws.send(text, () => {
        clearTimeout(late);
        resolve(); // also when the socket broke: its 'close' ends the operations
      });
      watchBuffer();
    });

  return {
    send: (text) => {
      if (ended || ws.readyState !== ws.OPEN) return;
      if (ws.bufferedAmount <= WAIT_ABOVE) return ws.send(text, () => {});
      return sendAndWait(text);
    },
    end: () => {
      ended = true;
      clearTimeout(overfull);
    },
  };
}
