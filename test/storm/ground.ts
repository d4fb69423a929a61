import { expect } from 'vitest';
import type { Database } from '../../src/database/data-source.js';
import { CreateBusinessDocument, InviteMembersDocument } from '../operations/__generated__/graphql.js';
import { createTestDatabase } from '../support/database.js';
import { person, tokenOf } from '../support/person.js';
import { type ServerProcess, startServerProcess } from '../support/server-process.js';
import { callOnce, dataOf } from './fleet.js';
import { followThroughBreaks, type PersistentFollower } from './persistent-follower.js';

/** How many rows of each kind there are for an invitee. */
export interface Rows {
  invites: number;
  places: number;
  sent: number;
  received: number;
  mails: number;
}

/** One business, a server that nobody kills, and somebody who follows there. */
export interface Ground {
  database: Database;
  databaseUrl: string;
  businessId: string;
  survivor: ServerProcess;
  following: PersistentFollower;
  /** Another server, gone with the ground at the latest. */
  startServer(environment?: NodeJS.ProcessEnv): Promise<ServerProcess>;
  /** The same following, at a server of one's own. */
  follow(server: ServerProcess): PersistentFollower;
  /** The ids of the invites made; throws when any is refused, and when the connection breaks. */
  invite(server: ServerProcess, emails: readonly string[], idempotencyKey: string): Promise<string[]>;
  /** How often the follower was shown this invite. */
  timesSeen(inviteId: string | undefined): number;
  /** What there is for these invitees, in their order, all in one snapshot. */
  rowsOf(emails: readonly string[]): Promise<Rows[]>;
  /** The business's changes, oldest first. */
  log(): Promise<{ seq: number; inviteId: string }[]>;
  /** That a follower (the survivor's) has seen the log, once, in order, within 2 s. */
  expectAllSeen(follower?: PersistentFollower): Promise<void>;
  clear(): Promise<void>;
}

export async function prepareGround(): Promise<Ground> {
  const { database, url: databaseUrl, drop } = await createTestDatabase();
  const survivor = await startServerProcess(databaseUrl);
  const servers = [survivor];
  const token = await tokenOf(person('ada'));
  const variables = { input: { name: 'Acme' } };
  const created = dataOf(await callOnce(survivor.url, { token, document: CreateBusinessDocument, variables }));
  const { id: businessId, eventCursor: after } = created.createBusiness?.business ?? {};
  if (!businessId || !after) throw new Error(`The business was refused: ${JSON.stringify(created)}`);

  const follow = (server: ServerProcess) => followThroughBreaks({ token, businessId, after, serverAt: () => server });
  const following = follow(survivor);
  const log: Ground['log'] = () =>
    database.query('select seq, invite_id as "inviteId" from stream_event where stream_key = $1 order by seq', [
      `b:${businessId}`,
    ]);
  return {
    database,
    databaseUrl,
    businessId,
    survivor,
    following,
    startServer: async (environment) => {
      const server = await startServerProcess(databaseUrl, environment);
      servers.push(server);
      return server;
    },
    follow,
    invite: async (server, emails, idempotencyKey) => {
      const input = { businessId, invitees: emails.map((email) => ({ email })), idempotencyKey };
      const answer = await callOnce(server.url, { token, document: InviteMembersDocument, variables: { input } });
      const { inviteMembers } = dataOf(answer);
      return (inviteMembers?.results ?? []).map(({ invite, error }) => {
        if (!invite) throw new Error(`Refused: ${JSON.stringify(error)}`);
        return invite.id;
      });
    },
    timesSeen: (inviteId) => following.seen.filter((change) => change.invite.id === inviteId).length,
    rowsOf: (emails) => database.query<Rows>(ROWS, [emails]),
    log,
    expectAllSeen: async (follower = following) => {
      const expected = await log();
      const seen = () => follower.seen.map(({ seq, invite }) => ({ seq, inviteId: invite.id }));
      await expect.poll(seen, { timeout: 2_000, interval: 10 }).toEqual(expected);
    },
    clear: async () => {
      await following.stop();
      await Promise.all(servers.map((server) => server.kill()));
      await drop();
    },
  };
}

const ROWS = `
  select
    (select count(*) from invite i where i.invitee_email_canonical = email) as invites,
    (select count(*) from account_member m where m.invited_email_canonical = email and m.status = 'INVITED') as places,
    (select count(*) from stream_event e join invite i on i.id = e.invite_id
     where i.invitee_email_canonical = email and e.stream_key = 'b:' || i.business_id) as sent,
    (select count(*) from stream_event e join invite i on i.id = e.invite_id
     where i.invitee_email_canonical = email and e.stream_key <> 'b:' || i.business_id) as received,
    (select count(*) from outbox o join invite i on i.id = o.subject_id where i.invitee_email_canonical = email) as mails
  from unnest($1::text[]) with ordinality as given (email, n)
  order by n`;
