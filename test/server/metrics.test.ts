import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InviteMembersDocument, InviteStatusChangedDocument } from '../operations/__generated__/graphql.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { person } from '../support/person.js';
import { type BusinessWorld, createBusinessWorld } from '../support/world.js';
import { openEventStream } from './event-stream.js';
import { eventually } from './source.js';

let gateway: Gateway;
let world: BusinessWorld;
const ada = person('ada');
beforeAll(async () => {
  gateway = await startGateway();
  world = await createBusinessWorld(gateway, ada);
});
afterAll(() => gateway.stop());

async function scrape() {
  const answer = await fetch(`${gateway.url}/metrics`);
  const text = await answer.text();
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    200,
    'text/plain; version=0.0.4; charset=utf-8',
  ]);
  const samples = new Map(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  );
  return { text, value: (name: string) => samples.get(`membership_${name}`) ?? 0, names: [...samples.keys()] };
}

describe('GET /metrics', () => {
  it('counts operations by root field and outcome, and the items of batches', async () => {
    const client = await gateway.as(ada);
    await client.run(InviteMembersDocument, {
      input: { businessId: world.id, invitees: [1, 2, 3].map((n) => ({ email: `m${n}@example.com` })) },
    });
    await client.send('query Anything { viewer { user { id } } business(id: "x") { id } }');
    await client.send('{ nonsense }');
    const { value } = await scrape();
    const ok = (operation: string, type: string) =>
      value(`operation_duration_seconds_count{type="${type}",operation="${operation}",outcome="ok"}`);
    expect(ok('inviteMembers', 'mutation')).toBe(1);
    expect(ok('createBusiness', 'mutation')).toBe(1);
    expect(ok('several', 'query')).toBe(1);
    expect(value('operation_duration_seconds_count{type="query",operation="invalid",outcome="error"}')).toBe(1);
    expect(value('batch_items_sum{operation="inviteMembers"}')).toBe(3);
  });

  it('follows connections, subscriptions, deliveries, resumes and closes', async () => {
    const client = await gateway.as(ada);
    const before = await scrape();
    const following = client.follow(InviteStatusChangedDocument, { businessId: world.id });
    await eventually(async () => (await scrape()).value('subscriptions{operation="inviteStatusChanged"}') === 1);
    expect((await scrape()).value('connections{transport="websocket"}')).toBe(1);
    await world.invite(['late@example.com']);
    const { inviteStatusChanged } = await following.data();
    await following.stop();
    const refused = client.follow(InviteStatusChangedDocument, { businessId: world.id, after: 'nonsense' });
    await refused.next();
    await refused.stop();
    const resumed = client.follow(InviteStatusChangedDocument, {
      businessId: world.id,
      after: inviteStatusChanged.cursor,
    });
    await eventually(async () => (await scrape()).value('resumes_total{outcome="ok"}') === 1);
    await resumed.stop();
    await eventually(async () => (await scrape()).value('connections{transport="websocket"}') === 0);
    const { value } = await scrape();
    expect(value('resumes_total{outcome="CURSOR_INVALID"}')).toBe(1);
    expect(value('subscriptions{operation="inviteStatusChanged"}')).toBe(0);
    expect(value('change_executions_total')).toBeGreaterThan(before.value('change_executions_total'));
    expect(value('change_deliveries_total')).toBeGreaterThan(0);
    expect(value('log_lag_seconds_count')).toBeGreaterThan(0);
    expect(value('connections_closed_total{transport="websocket",reason="1000"}')).toBe(3);
  });

  it('tells of event streams, of the pool, and of what the sweeper has not done yet', async () => {
    const { port } = new URL(gateway.url);
    const stream = await openEventStream({ port: Number(port) }, { query: '{ viewer { user { id } } }' });
    await stream.ended;
    const { value, names } = await scrape();
    expect(value('connections_closed_total{transport="sse",reason="completed"}')).toBe(1);
    expect(value('pool_connections{state="total"}')).toBeGreaterThan(0);
    expect(value('pool_connections{state="waiting"}')).toBe(0);
    expect(value('sweeper_lag_seconds')).toBeGreaterThanOrEqual(0);
    expect(value('sweeper_lag_seconds')).toBeLessThan(5);
    for (const name of ['membership_hint_lag_seconds_count', 'process_resident_memory_bytes']) {
      expect(names).toContain(name);
    }
  });

  it('names nobody and nothing that a client wrote: no ids, addresses, operation names, codes of its choice', async () => {
    const client = await gateway.as(ada);
    const following = client.follow(InviteStatusChangedDocument, { businessId: world.id });
    await eventually(async () => (await scrape()).value('subscriptions{operation="inviteStatusChanged"}') === 1);
    await following.stop();
    await client.send(`query Secret_${world.id.replace(/\W/g, '_')} { viewer { user { id } } }`);
    const { text, names } = await scrape();
    for (const private_ of [world.id, ada.id, 'example.com', 'Secret', 'Bearer', 'm1']) {
      expect(text).not.toContain(private_);
    }
    const series = new Set(names.map((name) => name.replace(/le="[^"]*"/, '')));
    expect(series.size).toBeLessThan(200);
  });
});
