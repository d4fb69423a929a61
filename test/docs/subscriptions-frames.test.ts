import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { businessCursor, settled } from '../journeys/dashboard.js';
import { connect } from '../server/socket-client.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { person, tokenOf } from '../support/person.js';
import { createBusinessWorld } from '../support/world.js';
import { blockOf } from './tables.js';

const page = readFileSync('docs/SUBSCRIPTIONS.md', 'utf8');
const ADA = person('ada');

let gateway: Gateway;
/** What stands for a token and for a cursor in the document. */
let token: string;
let cursor: string;
beforeAll(async () => {
  gateway = await startGateway();
  const { id, invite } = await createBusinessWorld(gateway, ADA, { id: 'acme' });
  cursor = await businessCursor(await gateway.as(ADA), id);
  token = await tokenOf(ADA);
  await invite(['grace@example.com']);
  await settled(gateway);
});
afterAll(() => gateway.stop());

const filledIn = (text: string) => text.replaceAll('eyJ…', token).replaceAll('MS4w…', cursor);
/** What is printed, where "…" stands for whatever comes. */
function pattern(value: unknown): unknown {
  if (typeof value === 'string' && value.endsWith('…')) return expect.any(String);
  if (Array.isArray(value)) return value.map(pattern);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, pattern(part)]));
}

it('the frames of the WebSocket are those that come and go', async () => {
  const client = await connect({ port: Number(new URL(gateway.url).port) });
  const arrived: unknown[] = [];
  let wake = (): void => {};
  client.ws.on('message', (data) => {
    arrived.push(JSON.parse(String(data)));
    wake();
  });
  const next = async () => {
    while (arrived.length === 0) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return arrived.shift();
  };
  const lines = blockOf(page, 'jsonl websocket').split('\n');
  expect(lines.length).toBeGreaterThan(10);
  for (const line of lines) {
    if (line.startsWith('→ ')) client.send(filledIn(line.slice(2)));
    else expect(await next()).toEqual(pattern(JSON.parse(line.slice(2))));
  }
  client.ws.terminate();
  expect(arrived).toEqual([]);
});

it('the events of the event stream are those that come', async () => {
  const [request = '', response = ''] = blockOf(page, 'http sse').split('\n\nHTTP/1.1 ');
  const [head = '', body = ''] = filledIn(request).split('\n\n');
  const [line = '', ...fields] = head.split('\n');
  const headers = new Headers(
    fields.map((field): [string, string] => [field.split(': ')[0] ?? '', field.split(': ')[1] ?? '']),
  );
  const abort = new AbortController();
  const url = new URL(line.split(' ')[1] ?? '', gateway.url);
  const answer = await fetch(url, { method: line.split(' ')[0] ?? '', headers, body, signal: abort.signal });

  const [printedHead = '', ...printed] = response.split('\n\n');
  const [status, contentType] = printedHead.split('\n');
  expect([`${answer.status} ${answer.statusText}`, `content-type: ${answer.headers.get('content-type')}`]).toEqual([
    status,
    contentType,
  ]);
  const expected = printed.map((event) => event.replace(/MS4\w…/g, ''));
  let text = '';
  for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    if (text.split('\n\n').length > expected.length) break;
  }
  abort.abort();
  expect(
    text
      .trimEnd()
      .replace(/"cursor":"[^"]+"/g, '"cursor":""')
      .split('\n\n'),
  ).toEqual(expected);
});
