import { GraphQLNonNull, type GraphQLSchema, isNullableType, parse } from 'graphql';
import { beforeEach, describe, expect, it } from 'vitest';
import { RequestError } from '../../src/domain/errors.js';
import type { Caller } from '../../src/server/apollo.js';
import { createFollow } from '../../src/server/follow.js';
import { createLog } from '../../src/server/log.js';
import { pulled } from './pulled.js';
import { createSource, eventually } from './source.js';
import { testSchema } from './support.js';

const ADA: Caller = {
  principal: { kind: 'user', userId: 'ada', tokenExpiresAtMs: Infinity },
  requestId: 'r1',
  address: '',
};
const log = createLog('silent');

let source: ReturnType<typeof createSource>;
let schema: GraphQLSchema;
let contexts: number;
beforeEach(() => {
  source = createSource();
  schema = testSchema({ counted: () => source.iterator, whoami: () => source.iterator });
  contexts = 0;
});

/** Follows, and takes one result at a time: until it is taken, the next one is not sent. */
const start = (text = 'subscription { counted(to: 9) }', caller = ADA) => {
  const createContext = async () => {
    contexts++;
    return caller;
  };
  const follow = createFollow({ schema, createContext, shared: {}, log });
  return pulled((send) => follow({ caller, document: parse(text), variables: {}, send }));
};
const told = (result: IteratorResult<unknown>) =>
  result.value as Record<string, unknown> & { errors: { extensions: unknown }[] };
const codesOf = (result: IteratorResult<unknown>) => told(result).errors.map((error) => error.extensions);

describe('following', () => {
  it('yields one result per event, in order', async () => {
    const results = start();
    source.emit(1);
    source.emit(2);
    expect(told(await results.next())).toEqual({ data: { counted: 1 } });
    expect(told(await results.next())).toEqual({ data: { counted: 2 } });
  });

  it('makes a fresh context for the start and for each event', async () => {
    const results = start();
    for (let event = 1; event <= 3; event++) {
      source.emit(event);
      await results.next();
      expect(contexts).toBe(1 + event);
    }
  });

  it('reads the next event only when it is asked for', async () => {
    const results = start();
    source.emit(1);
    source.emit(2);
    await results.next();
    const confirmed: number[] = [];
    source.emit(3, async () => void confirmed.push(3));
    expect(confirmed).toEqual([]);
    await results.next();
    await results.next();
    expect(confirmed).toEqual([3]);
  });

  it('confirms after executing and before delivering', async () => {
    const order: string[] = [];
    const field = schema.getSubscriptionType()?.getFields().counted;
    if (field) field.resolve = () => order.push('executed');
    source.emit(1, async () => void order.push('confirmed'));
    const results = start();
    await results.next();
    expect(order).toEqual(['executed', 'confirmed']);
  });

  it('delivers nothing once the right is lost, and says so', async () => {
    const results = start();
    source.emit(1, async () => {
      throw new RequestError('FORBIDDEN', 'You may not follow this any more.');
    });
    source.emit(2);
    const last = await results.next();
    expect(told(last).data).toBeNull();
    expect(codesOf(last)).toEqual([{ code: 'FORBIDDEN' }]);
    expect(await results.next()).toEqual({ done: true, value: undefined });
    expect(source.state.returned).toBe(true);
  });

  it('ends with what the source throws, after all that came before it', async () => {
    const results = start();
    source.emit(1);
    source.fail(new RequestError('CURSOR_EXPIRED', 'Too old.'));
    expect(told(await results.next())).toEqual({ data: { counted: 1 } });
    expect(codesOf(await results.next())).toEqual([{ code: 'CURSOR_EXPIRED' }]);
    expect((await results.next()).done).toBe(true);
  });

  it('shows nothing of the inside of a failure', async () => {
    const results = start();
    source.fail(new Error('connect ECONNREFUSED 10.0.0.7'));
    const last = await results.next();
    expect(JSON.stringify(told(last))).not.toContain('ECONNREFUSED');
    expect(codesOf(last)).toEqual([{ code: 'INTERNAL_SERVER_ERROR', requestId: 'r1' }]);
  });

  it('never skips a change that cannot be executed: the stream ends with it', async () => {
    const field = schema.getSubscriptionType()?.getFields().counted;
    if (field && isNullableType(field.type)) {
      field.type = new GraphQLNonNull(field.type);
      field.resolve = () => null;
    }
    const results = start();
    source.emit(1);
    source.emit(2);
    expect(codesOf(await results.next())).toMatchObject([{ code: 'INTERNAL_SERVER_ERROR' }]);
    expect((await results.next()).done).toBe(true);
    expect(source.state.returned).toBe(true);
  });

  it('W07: is refused by the subscribe resolver for nobody', async () => {
    const results = start('subscription { whoami }', {
      principal: { kind: 'anonymous' },
      requestId: 'r2',
      address: '',
    });
    const only = await results.next();
    expect(told(only).data).toBeNull();
    expect(codesOf(only)).toEqual([{ code: 'UNAUTHENTICATED' }]);
    expect((await results.next()).done).toBe(true);
  });
});

describe('leaving', () => {
  it('tells the source at once, even while it is being read', async () => {
    const results = start();
    const pending = results.next();
    await eventually(() => source.state.reading);
    expect(await results.return()).toEqual({ done: true, value: undefined });
    expect(source.state.returned).toBe(true);
    expect(await pending).toEqual({ done: true, value: undefined });
  });

  it('does not wait for a source that never ends its reading', async () => {
    schema = testSchema({
      counted: async function* () {
        await new Promise(() => {});
        yield { value: 1 };
      },
    });
    const results = start();
    const pending = results.next();
    await results.return();
    expect((await pending).done).toBe(true);
  });

  it('leaves a source that was still being opened', async () => {
    let open = (): void => {};
    const opening = new Promise<void>((resolve) => {
      open = resolve;
    });
    const field = schema.getSubscriptionType()?.getFields().counted;
    if (field) {
      field.subscribe = async () => {
        await opening;
        return source.iterator;
      };
    }
    const results = start();
    const pending = results.next();
    await results.return();
    open();
    expect((await pending).done).toBe(true);
    await eventually(() => source.state.returned);
  });

  it('lets nothing follow, not even a change that was under way', async () => {
    let release = (): void => {};
    const results = start();
    source.emit(
      1,
      () =>
        new Promise((resolve) => {
          release = resolve;
        }),
    );
    const pending = results.next();
    await eventually(() => contexts === 2);
    await results.return();
    release();
    expect((await pending).done).toBe(true);
    expect((await results.next()).done).toBe(true);
  });
});
