import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import WebSocket from 'ws';
import { createConnection } from '../../examples/clients/connection.js';
import { businessCursor } from '../journeys/dashboard.js';
import { InviteStatusChangedDocument } from '../operations/__generated__/graphql.js';
import { person, tokenOf } from '../support/person.js';
import { openStage, type Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.stop());

it('holds changes back for a request that is never answered only until that is given up', async () => {
  const { network, lane, world, owner } = stage;
  const connection = createConnection({
    url: lane.url,
    socketUrl: new URL('/graphql', network.url).href.replace(/^http/, 'ws'),
    token: () => tokenOf(person('ada')),
    webSocketImpl: WebSocket,
    answerWithinMs: 500,
  });
  const after = await businessCursor(owner, world.id);
  const told: string[] = [];
  const query = InviteStatusChangedDocument.toString();
  const leave = connection.follow(
    { query, variables: { businessId: world.id, after } },
    { next: () => told.push('change'), error: ({ message }) => told.push(message) },
  );
  lane.hold();
  const body = JSON.stringify({ query: '{ viewer { user { id } } }' });
  const request = connection.fetch(lane.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  request.catch(() => told.push('given up'));
  await world.invite(['grace@example.com']);
  await vi.waitFor(() => expect(told).toEqual(['given up', 'change', 'change']), { timeout: 10_000, interval: 20 });
  leave();
  connection.close();
});
