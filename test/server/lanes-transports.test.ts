import { describe, expect, it } from 'vitest';
import { commit, raiseAccess, range } from '../events/changes.js';
import { extensionFor, register } from './callback-receiver.js';
import { openEventStream } from './event-stream.js';
import {
  begun,
  connectAs,
  followAll,
  gateway,
  PERSONAL,
  receiver,
  SHARED,
  seqsOf,
  server,
  stage,
} from './lanes-stage.js';
import { eventually } from './source.js';
import { codes } from './support.js';

/** As whoever this is. */
const by = (person: string) => ({ authorization: `Bearer ${person}` });
const callback = async (query: string, id: string, person: string) => {
  const { json } = await register(server, { query }, extensionFor(receiver, nameOf(id)), by(person));
  expect(json).toEqual({ data: null });
};
/** Of this test alone: callbacks of the tests before it are still under way. */
const nameOf = (id: string): string => `${stage.stream}-${id}`;
const calledBack = (id: string): number[] =>
  receiver.values(nameOf(id)).map((value) => Number.parseInt(String(value), 10));

/** One of each transport. */
async function followByAll(query: string, people: [string, string, string]) {
  const before = begun;
  const socket = await connectAs(people[0]);
  await followAll(socket, query, 1);
  const stream = await openEventStream(server, { query }, { headers: by(people[1]) });
  await callback(query, 's', people[2]);
  await eventually(() => begun === before + 3);
  const streamed = () => stream.events.map(({ data }) => Number.parseInt(String(data?.data?.endless), 10));
  return { socket, stream, streamed };
}

describe('a change', () => {
  it('is executed once for all who asked alike, whatever their transport', async () => {
    const { socket, stream, streamed } = await followByAll(SHARED, ['ada', 'bob', 'cleo']);
    const seqs = range(1, 20);
    for (const seq of seqs) await commit(gateway.database, stage.stream, `inv_${seq}`);
    await eventually(() => calledBack('s').length === 20 && streamed().length === 20 && seqsOf(socket).length === 20);
    expect([seqsOf(socket), streamed(), calledBack('s')]).toEqual([seqs, seqs, seqs]);
    expect(stage.executions.map(({ seq }) => seq)).toEqual(seqs);
    stream.leave();
  });

  it('is executed once for 50 callbacks, with each router message still under way', async () => {
    for (const n of range(1, 50)) await callback(SHARED, `s${n}`, `person${n % 5}`);
    await commit(gateway.database, stage.stream, ...range(1, 10).map((n) => `inv_${n}`));
    await eventually(() => range(1, 50).every((n) => calledBack(`s${n}`).length === 10));
    for (const n of range(1, 50)) expect(calledBack(`s${n}`)).toEqual(range(1, 10));
    expect(stage.executions.map(({ seq }) => seq)).toEqual(range(1, 10));
  });

  it('is executed for each principal where the answer depends on the viewer', async () => {
    const { socket, stream } = await followByAll(PERSONAL, ['ada', 'ada', 'bob']);
    await commit(gateway.database, stage.stream, 'inv_1');
    await eventually(() => receiver.values(nameOf('s')).length === 1 && stream.events.length === 1);
    expect([receiver.values(nameOf('s')), stream.events[0]?.data?.data]).toEqual([['bob'], { whoami: 'ada' }]);
    expect(stage.executions.map(({ by }) => by).sort()).toEqual(['ada', 'bob']);
    stream.leave();
    socket.ws.close();
  });

  it('reaches the others while one router says nothing, and that one is told of its end', async () => {
    await callback(SHARED, 'stuck', 'eve');
    receiver.state.reply = ({ body }) => (body.id === nameOf('stuck') && body.action === 'next' ? 500 : 204);
    const { socket, stream, streamed } = await followByAll(SHARED, ['ada', 'bob', 'cleo']);
    await commit(gateway.database, stage.stream, 'inv_1', 'inv_2');
    await eventually(() => calledBack('s').length === 2 && streamed().length === 2 && seqsOf(socket).length === 2);
    expect(receiver.actions(nameOf('stuck'))).not.toContain('complete');
    expect(codes(await receiver.end(nameOf('stuck')))).toEqual(['ABORTED']);
    stream.leave();
  });
});

describe('the right to follow', () => {
  it('ends a callback with FORBIDDEN when it is lost, and that one alone', async () => {
    const { socket, stream, streamed } = await followByAll(SHARED, ['ada', 'bob', 'eve']);
    await commit(gateway.database, stage.stream, 'inv_1');
    await eventually(() => calledBack('s').length === 1);
    stage.refused.add('eve');
    await raiseAccess(gateway.database, stage.stream);
    await commit(gateway.database, stage.stream, 'inv_2');
    expect(codes(await receiver.end(nameOf('s')))).toEqual(['FORBIDDEN']);
    await eventually(() => streamed().length === 2 && seqsOf(socket).length === 2);
    expect([calledBack('s'), streamed()]).toEqual([[1], [1, 2]]);
    stream.leave();
  });
});
