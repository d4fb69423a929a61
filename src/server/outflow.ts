// Above this a sender waits, so that 100 sockets that nobody reads hold about 6 MB, not what 500 changes a second make.
const WAIT_ABOVE = 64 * 1024;
// Large results of several operations may add up; above this nothing more is read from the client either.
const PAUSE_ABOVE = 1024 * 1024;
const PAUSE_MS = 3_000;

/** A connection as far as it is written to. */
export interface Pipe {
  /** Bytes that have not left yet; undefined once nothing can be sent any more. */
  buffered(): number | undefined;
  /** Calls back when the text has left, or never will. */
  write(text: string, written: () => void): void;
  /** Reads nothing from the other end for a while. */
  hold(): void;
  release(): void;
}

export interface Outflow {
  /** Sends now; resolves at once while the buffer is small, else when all up to here has left it. Sends nothing after the end. */
  send(text: string): Promise<void> | void;
  end(): void;
}

/**
 * Back-pressure of one connection: whoever sends waits for a reader that is behind. When what was sent is still not read after
 * `drainMs`, or the buffer stays over 1 MB for 3 s, `stalled` is called; the client comes back with its cursor.
 */
export function createOutflow(pipe: Pipe, drainMs: number, stalled: () => void): Outflow {
  let ended = false;
  let overfull: NodeJS.Timeout | undefined;

  const isAbove = (bytes: number): boolean => (pipe.buffered() ?? 0) > bytes;
  const watchBuffer = () => {
    if (overfull || !isAbove(PAUSE_ABOVE)) return;
    pipe.hold();
    overfull = setTimeout(() => {
      overfull = undefined;
      if (isAbove(PAUSE_ABOVE)) return stalled();
      pipe.release();
    }, PAUSE_MS);
  };
  const sendAndWait = (text: string) =>
    new Promise<void>((resolve) => {
      const late = setTimeout(stalled, drainMs);
      pipe.write(text, () => {
        clearTimeout(late);
        resolve(); // also when the socket broke: its 'close' ends the operations
      });
      watchBuffer();
    });

  return {
    send: (text) => {
      if (ended || pipe.buffered() === undefined) return;
      if (isAbove(WAIT_ABOVE)) return sendAndWait(text);
      pipe.write(text, ignore); // what it returns, as Node's streams do, is no promise
    },
    end: () => {
      ended = true;
      clearTimeout(overfull);
    },
  };
}

const ignore = (): void => {};
