import { expect } from 'vitest';
import type { Client } from '../support/client.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { person } from '../support/person.js';
import { answer, type BusinessWorld, createBusinessWorld } from '../support/world.js';
import { settled } from './dashboard.js';

const PEOPLE = {
  ada: person('ada'),
  beth: person('beth'),
  emil: person('emil'),
  olga: person('olga'),
  zoe: person('zoe'),
  mallory: person('mallory'),
};
export type Name = keyof typeof PEOPLE;

/**
 * Two businesses in which nothing happens by itself: Acme of Ada (OWNER) with Beth (BIZ_ADMIN) and Emil (EMPLOYEE), and the
 * other one of Olga. Zoe has open invites of both. Mallory is known, and nothing to anybody.
 */
export interface Stage {
  gateway: Gateway;
  acme: BusinessWorld;
  other: BusinessWorld;
  /** Ids of invites: open ones to Zoe of each business, and Emil's, who has accepted. */
  invites: { open: string; foreign: string; accepted: string };
  clients: Record<Name, Client>;
  /** Does the work and proves that it wrote nothing, to no table. */
  untouched<T>(work: () => Promise<T>): Promise<T>;
}

export async function openStage(): Promise<Stage> {
  const gateway = await startGateway();
  const acme = await createBusinessWorld(gateway, PEOPLE.ada);
  const other = await createBusinessWorld(gateway, PEOPLE.olga, { name: 'Other' });
  await acme.members([PEOPLE.beth], ['BIZ_ADMIN']);
  const [accepted = '', open = ''] = await acme.invite([PEOPLE.emil.email, PEOPLE.zoe.email]);
  await answer(gateway, PEOPLE.emil, accepted, true);
  const [foreign = ''] = await other.invite([PEOPLE.zoe.email]);
  const clients = {} as Stage['clients']; // filled below
  for (const [name, who] of Object.entries(PEOPLE)) {
    const client = await gateway.as(who);
    await client.send('{ viewer { user { id } } }'); // the first token writes who they are
    clients[name as Name] = client; // keys of PEOPLE
  }
  await settled(gateway);
  return {
    ...{ gateway, acme, other, clients },
    invites: { open, foreign, accepted },
    untouched: async (work) => {
      const before = await fingerprint(gateway);
      const result = await work();
      expect(await fingerprint(gateway)).toEqual(before);
      return result;
    },
  };
}

/** How many rows each table has, and a hash over all that stands in them. */
async function fingerprint({ database }: Gateway): Promise<Record<string, string>> {
  const tables = await database.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
  );
  const prints: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await database.query<{ print: string }>(
      `select count(*) || ' ' || md5(coalesce(string_agg(t::text, ',' order by t::text), '')) as print from "${name}" t`,
    );
    prints[name] = row?.print ?? '';
  }
  return prints;
}
