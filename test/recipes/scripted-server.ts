import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/** What is sent for one `subscribe`, in order: changes by number, an error, the end of the stream, or a close code. */
export type Step = number | { error: string } | 'complete' | { close: number };

/** What a gateway in between, or a server in trouble, may say to who follows. */
export interface ScriptedServer {
  url: string;
  /** The cursors of all `subscribe` so far. */
  asked: string[];
  stop(): Promise<void>;
}

export const cursorAt = (seq: number): string => `cursor-${seq}`;

/** Answers each `subscribe` by the next of the scripts; one after the last says nothing. */
export async function startScriptedServer(...scripts: Step[][]): Promise<ScriptedServer> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  const asked: string[] = [];
  server.on('connection', (ws) => {
    ws.on('message', (data) => {
      const message = JSON.parse(String(data));
      if (message.type === 'connection_init') ws.send(JSON.stringify({ type: 'connection_ack' }));
      if (message.type !== 'subscribe') return;
      asked.push(message.payload.variables.after);
      for (const step of scripts.shift() ?? []) play(ws, message.id, step);
    });
  });
  await once(server, 'listening');
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`, // of a TCP server
    asked,
    stop: async () => {
      for (const ws of server.clients) ws.terminate();
      server.close();
      await once(server, 'close');
    },
  };
}

function play(ws: WebSocket, id: string, step: Step): void {
  const send = (type: string, payload?: object) => ws.send(JSON.stringify({ id, type, ...(payload && { payload }) }));
  if (step === 'complete') send('complete');
  else if (typeof step === 'number') {
    send('next', { data: { inviteStatusChanged: { seq: step, cursor: cursorAt(step) } } });
  } else if ('close' in step) ws.close(step.close);
  else {
    send('next', { data: null, errors: [{ message: 'Refused', extensions: { code: step.error } }] });
    send('complete');
  }
}
