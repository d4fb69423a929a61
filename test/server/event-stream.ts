import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import type { GraphqlAnswer } from './support.js';

export interface StreamEvent {
  event: string;
  data: GraphqlAnswer | null;
}

/** An event stream on a bare socket: its head, each event and comment as it comes, and how it ends. */
export async function openEventStream(
  server: { port: number },
  operation: { query?: string; documentId?: string; variables?: object; extensions?: object },
  { method = 'POST', headers = {} }: { method?: 'GET' | 'POST'; headers?: Record<string, string> } = {},
) {
  const search = new URLSearchParams({
    query: operation.query ?? '',
    ...(operation.variables ? { variables: JSON.stringify(operation.variables) } : {}),
  });
  const body = JSON.stringify(operation);
  const outgoing: ClientRequest = request({
    host: '127.0.0.1',
    port: server.port,
    method,
    path: method === 'GET' ? `/graphql?${search}` : '/graphql',
    headers: {
      accept: 'text/event-stream',
      ...(method === 'POST' ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } : {}),
      ...headers,
    },
  });
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    outgoing
      .on('response', resolve)
      .on('error', reject)
      .end(method === 'POST' ? body : undefined);
  });
  const events: StreamEvent[] = [];
  let comments = 0;
  let text = '';
  response.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const block = text.slice(0, end);
      text = text.slice(end + 2);
      if (block.startsWith(':')) comments++;
      else events.push(readEvent(block));
    }
  });
  const ended = new Promise<'ended' | 'cut'>((resolve) => {
    response.on('end', () => resolve('ended')).on('error', () => resolve('cut'));
  });
  return {
    status: response.statusCode,
    headers: response.headers,
    response,
    events,
    ended,
    comments: () => comments,
    rest: () => text,
    leave: () => outgoing.destroy(),
  };
}

function readEvent(block: string): StreamEvent {
  const fields = new Map(
    block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  );
  const data = fields.get('data');
  return { event: fields.get('event') ?? '', data: data ? JSON.parse(data) : null };
}
