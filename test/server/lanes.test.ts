import { describe, expect, it } from 'vitest';
import { commit, raiseAccess, range } from '../events/changes.js';
import {
  connectAs,
  FROM,
  followAll,
  gateway,
  PERSONAL,
  results,
  SHARED,
  seqsOf,
  stage,
  valuesOf,
} from './lanes-stage.js';
import { type Client, subscribe } from './socket-client.js';
import { eventually } from './source.js';
import { codes } from './support.js';

describe('500 subscribers of one stream', () => {
  it('are told of each change by one execution', async () => {
    const people = range(1, 10).map((n) => `person${n}`);
    const all = await Promise.all(people.map(connectAs));
    for (const client of all) await followAll(client, SHARED, 50);
    await commit(gateway.database, stage.stream, 'inv_1', 'inv_2', 'inv_3');
    await eventually(() => all.every((client) => results(client).length === 150), 20_000);
    expect(stage.executions).toHaveLength(3);
    const seqs = stage.executions.map(({ seq }) => `${seq}:`);
    for (const client of all) for (const n of range(0, 49)) expect(valuesOf(client, `s${n}`)).toEqual(seqs);
  });

  it('are each told their own by one execution per principal, where the answer depends on the viewer', async () => {
    const all = await Promise.all(['ada', 'bob', 'cleo'].map(connectAs));
    for (const client of all) await followAll(client, PERSONAL, 10);
    await commit(gateway.database, stage.stream, 'inv_1');
    await eventually(() => all.every((client) => results(client).length === 10));
    expect(stage.executions.map(({ by }) => by).sort()).toEqual(['ada', 'bob', 'cleo']);
    expect(valuesOf(all[1] as Client, 's3')).toEqual(['bob']); // three people connected
  });
});

describe('who comes with a cursor', () => {
  it('catches up alone and is then told together with the others', async () => {
    const [early, late] = [await connectAs('ada'), await connectAs('bob')];
    await commit(gateway.database, stage.stream, ...range(1, 30).map((n) => `inv_${n}`));
    subscribe(early, 'e', FROM, { after: 0 });
    subscribe(late, 'l', FROM, { after: 12 });
    await eventually(() => results(early).length === 30 && results(late).length === 18);
    await commit(gateway.database, stage.stream, 'inv_31'); // here they may still meet
    await eventually(() => results(early).length === 31 && results(late).length === 19);
    stage.executions.splice(0);
    await commit(gateway.database, stage.stream, 'inv_32', 'inv_33');
    await eventually(() => results(early).length === 33 && results(late).length === 21);
    expect(stage.executions.map(({ seq }) => seq)).toEqual([32, 33]);
    expect(valuesOf(early, 'e')).toEqual(range(1, 33));
    expect(valuesOf(late, 'l')).toEqual(range(13, 33));
  });
});

describe('who comes while a change is being taken', () => {
  it('after it, is not told of it a second time', async () => {
    const [early, late] = [await connectAs('ada'), await connectAs('bob')];
    await followAll(early, FROM, 1, { after: 0 });
    let taken = (): void => {};
    let taking = false;
    stage.duringMatch = async () => {
      taking = true;
      await new Promise<void>((resolve) => {
        taken = resolve;
      });
    };
    await commit(gateway.database, stage.stream, 'inv_1');
    await eventually(() => taking);
    await followAll(late, FROM, 1, { after: 1 });
    stage.duringMatch = async () => {};
    taken();
    await eventually(() => results(early).length === 1);
    await commit(gateway.database, stage.stream, 'inv_2');
    await eventually(() => results(early).length === 2 && results(late).length > 0);
    expect([seqsOf(early), seqsOf(late)]).toEqual([[1, 2], [2]]);
    expect(stage.executions.map(({ seq }) => seq)).toEqual([1, 2]);
  });
});

describe('the right to follow', () => {
  it('when lost by one, ends that one alone, and the others are shown what is theirs', async () => {
    const [ada, bob, cleo] = [await connectAs('ada'), await connectAs('bob'), await connectAs('cleo')];
    for (const client of [ada, bob, cleo]) await followAll(client, SHARED, 2);
    // Whoever executes loses the right in the middle of it.
    stage.duringExecution = async (by) => {
      stage.duringExecution = async () => {};
      stage.refused.add(by);
      await raiseAccess(gateway.database, stage.stream);
    };
    await commit(gateway.database, stage.stream, 'inv_1');
    const all = { ada, bob, cleo };
    await eventually(() => Object.values(all).every((client) => results(client).length === 2));
    for (const [name, client] of Object.entries(all)) {
      for (const { payload } of results(client)) {
        if (stage.refused.has(name)) expect([payload?.data, codes(payload ?? {})]).toEqual([null, ['FORBIDDEN']]);
        else expect(payload?.errors).toBeUndefined();
      }
    }
    expect(stage.refused.size).toBe(1);
    // Not what was executed for who had lost the right: the others were each given their own.
    expect(new Set(stage.executions.map(({ by }) => by)).size).toBe(3);
  });

  it('is never outlived by a frame, in 60 races of changes and removal', async () => {
    const [ada, eve] = [await connectAs('ada'), await connectAs('eve')];
    for (const round of range(1, 60)) {
      stage.stream = `b:lanes-race-${round}`;
      stage.refused.clear();
      const late = new Set<number>();
      let removed = false;
      for (const client of [ada, eve]) {
        client.messages.splice(0);
        await followAll(client, SHARED, 1);
      }
      stage.duringExecution = async () => {
        if (removed) late.add(stage.executions.at(-1)?.seq ?? 0);
      };
      const remove = async (): Promise<void> => {
        stage.refused.add('eve');
        await raiseAccess(gateway.database, stage.stream);
        removed = true;
      };
      await Promise.all([commit(gateway.database, stage.stream, 'inv_1', 'inv_2', 'inv_3'), remove()]);
      await eventually(() => results(ada).length === 3);
      await eventually(() => eve.messages.some(({ type }) => type === 'complete'));
      expect(seqsOf(eve).filter((seq) => late.has(seq))).toEqual([]);
      expect(results(eve).at(-1)?.payload?.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
      ada.send({ type: 'complete', id: 's0' });
    }
  });

  it('is stage.judged once per principal when it changes, and kept by all who still have it', async () => {
    const ada = await connectAs('ada');
    await followAll(ada, SHARED, 40);
    stage.judged.splice(0);
    await raiseAccess(gateway.database, stage.stream);
    await commit(gateway.database, stage.stream, 'inv_1');
    await eventually(() => results(ada).length === 40);
    expect([stage.executions.length, stage.judged]).toEqual([1, ['ada']]);
  });
});

describe('an answer with errors', () => {
  it('is shared with nobody', async () => {
    const [ada, bob] = [await connectAs('ada'), await connectAs('bob')];
    for (const client of [ada, bob]) await followAll(client, SHARED, 3);
    let failures = 0;
    stage.duringExecution = async () => {
      if (failures++ === 0) throw new Error('once');
    };
    await commit(gateway.database, stage.stream, 'inv_1');
    await eventually(() => [ada, bob].every((client) => results(client).length === 3));
    for (const client of [ada, bob]) {
      for (const { payload } of results(client)) expect(payload?.errors).toBeUndefined();
    }
  });
});
