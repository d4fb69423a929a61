import { pino } from 'pino';
import { type Database, openDatabase } from '../../src/database/data-source.js';
import { createSealer, deriveKey } from '../../src/domain/seal.js';
import { createPostgresBus } from '../../src/events/bus/postgres.js';
import { createHub, type DeliveredChange, type FollowOptions, type Hub } from '../../src/events/hub.js';
import { appendChanges, type NewChange } from '../../src/events/log.js';

export const silent = pino({ level: 'silent' });
export const sealer = createSealer([deriveKey(Buffer.alloc(32, 7).toString('base64url'), 'cursor')]);

/** The creation of an invite, as told to these streams. */
export const change = (inviteId: string, streamKeys: string[], more: Partial<NewChange> = {}): NewChange => ({
  inviteId,
  streamKeys,
  previousStatus: null,
  status: 'PENDING_SEND',
  actor: { kind: 'USER', userId: 'usr_ada' },
  occurredAt: new Date('2026-01-02T03:04:05.678Z'),
  ...more,
});

/** Commits one change per invite, each in a transaction of its own. */
export async function commit(database: Database, streamKey: string, ...inviteIds: string[]): Promise<void> {
  for (const inviteId of inviteIds) {
    await database.transaction((tx) => appendChanges(tx, [change(inviteId, [streamKey])]));
  }
}

/** Changes who may follow, and nothing else. */
export const raiseAccess = (database: Database, streamKey: string): Promise<void> =>
  database.transaction((tx) => appendChanges(tx, [], [streamKey]));

/** What one server process has: its own pool, bus and hub. */
export interface Gateway {
  database: Database;
  hub: Hub;
  stop(): Promise<void>;
}

/** `busUrl`: where its bus reaches the same database, if it goes another way. */
export async function startGateway(url: string, busUrl: string = url): Promise<Gateway> {
  const database = await openDatabase({ url, poolSize: 8 });
  const bus = createPostgresBus({ url: busUrl, log: silent });
  const hub = createHub({ database, bus, sealer, log: silent });
  database.onCommit((streamKeys) => bus.publish(streamKeys));
  await hub.start();
  return {
    database,
    hub,
    stop: async () => {
      await hub.stop();
      await database.close();
    },
  };
}

/** Follows as somebody whom nothing is ever refused. */
export function followFreely(hub: Hub, streamKey: string, options: Partial<FollowOptions> = {}) {
  return hub.follow({ streamKey, afterSeq: 0, judge: async () => 0, ...options });
}

/** The next `count` changes. */
export async function take(changes: AsyncIterator<DeliveredChange, void>, count: number): Promise<DeliveredChange[]> {
  const taken: DeliveredChange[] = [];
  while (taken.length < count) {
    const result = await changes.next();
    if (result.done) throw new Error(`The stream ended after ${taken.length} changes`);
    taken.push(result.value);
  }
  return taken;
}

export const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
