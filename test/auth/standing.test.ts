import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { can } from '../../src/auth/policy.js';
import { ANONYMOUS, type Principal, SYSTEM } from '../../src/auth/principal.js';
import { type BusinessStanding, readStanding, strangerAt } from '../../src/auth/standing.js';
import type { Queryable } from '../../src/database/queryable.js';
import { businessStream, inboxStream } from '../../src/events/stream-key.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const user = (userId: string): Principal => ({ kind: 'user', userId, tokenExpiresAtMs: Number.MAX_SAFE_INTEGER });

const CREATED_AT = new Date('2026-01-02T03:04:05.678Z');
const factsAt = (businessId: string, facts: Partial<BusinessStanding> = {}): BusinessStanding => ({
  ...strangerAt(businessId),
  business: { id: businessId, name: businessId, seatLimit: null, createdAt: CREATED_AT },
  ...facts,
});

let db: TestDatabase;

beforeAll(async () => {
  db = await createTestDatabase();
  await db.database.query(
    `
    insert into business (id, name, created_at, updated_at)
    select id, id, $1, $1 from unnest(array['acme', 'beta', 'gamma', 'quiet']) id`,
    [CREATED_AT],
  );
  await db.database.query(`
    insert into app_user (id, email, email_canonical, email_verified, claimed_at, created_at)
    select id, email, email, verified, now(), now() from (values
      ('owner', 'owner@x.test', true), ('former', 'former@x.test', true), ('both', 'both@x.test', true),
      ('invitee', 'invitee@x.test', true), ('twin', 'invitee@x.test', true), ('unverified', 'invitee@x.test', false),
      ('named', 'named@x.test', false), ('nameless', null, false)) as person (id, email, verified)`);
  await db.database.query(`
    insert into account_member (id, business_id, status, roles, invited_email_canonical, user_id, created_at, updated_at)
    select 'mem_' || row_number() over (), business_id, status, roles, email, user_id, now(), now() from (values
      ('acme', 'ACTIVE', array['OWNER', 'EMPLOYEE'], null, 'owner'),
      ('beta', 'ACTIVE', array['BIZ_ADMIN'], null, 'owner'),
      ('acme', 'REMOVED', array['OWNER'], null, 'former'),
      ('acme', 'REMOVED', array['OWNER'], null, 'both'),
      ('acme', 'ACTIVE', array['EMPLOYEE'], null, 'both'),
      ('acme', 'INVITED', array['OWNER'], 'invitee@x.test', null)) as row (business_id, status, roles, email, user_id)`);
  await db.database.query(`
    insert into invite (id, type, status, business_id, invitee_email_canonical, invitee_user_id, roles, generation, send_count,
      created_at, updated_at, expires_at)
    select 'inv_' || row_number() over (), 'MEMBER_INVITE', status, business_id, email, user_id, array['OWNER'], 1, 0, now(), now(), now()
    from (values
      ('acme', 'PENDING', 'invitee@x.test', null), ('beta', 'CANCELLED', 'invitee@x.test', null),
      ('gamma', 'DECLINED', null, 'named')) as row (business_id, status, email, user_id)`);
  await db.database.query('insert into stream_head (stream_key, seq, access) values ($1, 7, 3), ($2, 5, 2)', [
    businessStream('acme'),
    inboxStream('invitee@x.test'),
  ]);
});

afterAll(() => db.drop());

const at = async (principal: Principal, businessId: string) =>
  (await readStanding(db.database, principal, [businessId])).at(businessId);

describe('the standing of a user', () => {
  it('holds the roles of the ACTIVE membership in each business', async () => {
    const standing = await readStanding(db.database, user('owner'), ['acme', 'beta', 'gamma']);
    expect(standing.at('acme')).toMatchObject({
      roles: ['OWNER', 'EMPLOYEE'],
      memberId: 'mem_1',
      formerMember: false,
      invited: false,
    });
    expect(standing.at('beta')).toMatchObject({ roles: ['BIZ_ADMIN'], memberId: 'mem_2' });
    expect(standing.at('gamma')).toEqual(factsAt('gamma'));
  });

  it('has no role from a closed row, and none more beside an ACTIVE one', async () => {
    expect(await at(user('former'), 'acme')).toMatchObject({ roles: [], memberId: null, formerMember: true });
    expect(await at(user('both'), 'acme')).toMatchObject({
      roles: ['EMPLOYEE'],
      memberId: 'mem_5',
      formerMember: true,
    });
  });

  it('has no role from a row that is only invited', async () => {
    expect(await at(user('invitee'), 'acme')).toMatchObject({
      roles: [],
      memberId: null,
      formerMember: false,
      invited: true,
    });
  });

  it('is invited by the verified e-mail, in every status of the invite, and so is who shares it', async () => {
    for (const userId of ['invitee', 'twin']) {
      const standing = await readStanding(db.database, user(userId), ['acme', 'beta', 'gamma']);
      expect(['acme', 'beta', 'gamma'].map((id) => standing.at(id).invited)).toEqual([true, true, false]);
    }
  });

  it('is not invited by an e-mail that is not verified (I02)', async () => {
    const standing = await readStanding(db.database, user('unverified'), ['acme', 'beta']);
    expect(standing).toMatchObject({ email: null, unverifiedEmail: 'invitee@x.test', inboxAccess: 0, inboxSeq: 0 });
    expect(standing.at('acme').invited).toBe(false);
    expect(can(standing, 'business:see', { businessId: 'acme' })).toBe(false);
  });

  it('is invited by user id whatever the e-mail', async () => {
    expect((await at(user('named'), 'gamma')).invited).toBe(true);
    expect((await at(user('named'), 'acme')).invited).toBe(false);
  });

  it('is not invited by the address of an invite that names somebody else', async () => {
    await db.database.query(`insert into app_user values ('somebody', null, null, false, null, null, now(), now())`);
    await db.database.query(`
      insert into invite (id, type, status, business_id, invitee_email_canonical, invitee_user_id, roles, generation, send_count,
        created_at, updated_at, expires_at)
      values ('inv_other', 'MEMBER_INVITE', 'PENDING', 'quiet', 'invitee@x.test', 'somebody', '{OWNER}', 1, 0, now(), now(), now())`);
    expect((await at(user('invitee'), 'quiet')).invited).toBe(false);
    expect((await at(user('somebody'), 'quiet')).invited).toBe(true);
  });

  it('brings the heads of the streams: of each business, and of the inbox of the verified e-mail', async () => {
    const standing = await readStanding(db.database, user('invitee'), ['acme', 'quiet']);
    expect(standing).toMatchObject({
      email: 'invitee@x.test',
      unverifiedEmail: null,
      inboxAccess: 2,
      inboxSeq: 5,
      epoch: 1,
    });
    expect(standing.at('acme')).toMatchObject({ access: 3, streamSeq: 7 });
    expect(standing.at('quiet')).toEqual(factsAt('quiet'));
  });

  it('tells the person also when no business is asked for', async () => {
    expect(await readStanding(db.database, user('invitee'), [])).toMatchObject({
      email: 'invitee@x.test',
      inboxSeq: 5,
    });
    expect(await readStanding(db.database, user('nameless'), [])).toMatchObject({ email: null, unverifiedEmail: null });
  });
});

describe('the standing of anybody', () => {
  it.each(['former', 'nameless', 'nobody-known'])(
    'is that of a stranger where the business does not exist or was not read: %s',
    async (userId) => {
      const standing = await readStanding(db.database, user(userId), ['missing']);
      expect(standing.at('missing')).toEqual(strangerAt('missing'));
      expect(standing.at('acme')).toEqual(strangerAt('acme'));
    },
  );

  it.each(['', 'a\0b', 'a\uD800', 'inv_x', 'x'.repeat(10_000)])(
    'is that of a stranger for the malformed id %j',
    async (id) => {
      expect(await at(user('owner'), id)).toEqual(strangerAt(id));
    },
  );

  it('of an API key holds what exists and the stream, and no membership; of one that has ended nothing', async () => {
    const key: Principal = { kind: 'apiKey', apiKeyId: 'key_1', businessId: 'acme', scopes: ['READ'] };
    expect((await readStanding(db.database, key, ['acme'])).at('acme')).toEqual(strangerAt('acme'));
    await db.database.query(`insert into api_key (id, business_id, name, prefix, secret_hash, scopes, created_at)
      values ('key_1', 'acme', 'CRM', 'mgk_1', '\\x01', '{READ}', now())`);
    const standing = await readStanding(db.database, key, ['acme', 'beta']);
    expect(standing).toMatchObject({ email: null, unverifiedEmail: null, inboxAccess: 0, inboxSeq: 0 });
    expect(standing.at('acme')).toEqual(factsAt('acme', { access: 3, streamSeq: 7 }));
    expect(can(standing, 'stream:follow', { businessId: 'acme' })).toBe(true);
    expect(can(standing, 'stream:follow', { businessId: 'beta' })).toBe(false);
    await db.database.query('update api_key set expires_at = now()');
    expect(can(await readStanding(db.database, key, ['acme']), 'business:see', { businessId: 'acme' })).toBe(false);
  });

  it.each([
    ['one statement for any number of businesses, each asked for once', user('owner'), 1],
    ['none for anonymous', ANONYMOUS, 0],
    ['none for the system', SYSTEM, 0],
  ])('takes %s', async (_, principal, expected) => {
    const seen: (readonly unknown[] | undefined)[] = [];
    const counted: Queryable = {
      query: () => Promise.reject(new Error('not prepared')),
      prepared: (text, values) => {
        seen.push(values);
        return db.database.prepared(text, values);
      },
    };
    const many = Array.from({ length: 200 }, (_, index) => `b${index % 100}`);
    await readStanding(counted, principal, many);
    expect(seen).toHaveLength(expected);
    if (expected > 0) expect(seen[0]?.[0]).toHaveLength(100);
  });

  it('is read inside a transaction as that transaction sees it', async () => {
    await db.database
      .transaction(async (tx) => {
        await tx.query(`update account_member set status = 'REMOVED' where id = 'mem_1'`);
        expect((await readStanding(tx, user('owner'), ['acme'])).at('acme')).toMatchObject({
          roles: [],
          formerMember: true,
        });
        throw new Error('roll back');
      })
      .catch((error: Error) => expect(error.message).toBe('roll back'));
    expect((await at(user('owner'), 'acme')).roles).toContain('OWNER');
  });
});
