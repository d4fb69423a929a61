import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Gateway, startGateway } from '../support/gateway.js';
import { person } from '../support/person.js';
import { createBusinessWorld } from '../support/world.js';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());

it('ends memberships and permissions within a second of their time, while the gateway runs', async () => {
  const [ada, bob] = [person('ada'), person('bob')];
  const { id } = await createBusinessWorld(gateway, ada);
  const { database } = gateway;
  await (await createBusinessWorld(gateway, bob)).members([ada]);
  const [member] = await database.query<{ id: string }>(
    `select id from account_member where user_id = $1 and business_id <> $2`,
    [ada.id, id],
  );
  const [owner] = await database.query<{ id: string }>('select id from account_member where business_id = $1', [id]);
  await database.query(`insert into asset values ('ad', 'PROFILE', 'Ad', $1, clock_timestamp(), clock_timestamp())`, [
    id,
  ]);
  await database.query(
    `insert into asset_permission (id, asset_id, business_id, member_id, levels, created_at, updated_at, expires_at)
     values ('prm_1', 'ad', $2, $1, '{ADMIN}', clock_timestamp(), clock_timestamp(), clock_timestamp() + interval '0.5 s')`,
    [owner?.id, id],
  );
  await database.query(
    `update account_member set membership_expires_at = clock_timestamp() + interval '0.5 s' where id = $1`,
    [member?.id],
  );
  const left = () =>
    database.query(
      `select id from asset_permission union all select id from account_member where id = $1 and status = 'ACTIVE'`,
      [member?.id],
    );
  expect(await left()).toHaveLength(2);
  // Half a second until then, and a second to see to it.
  await expect.poll(left, { timeout: 1_500, interval: 50 }).toEqual([]);
  expect(gateway.logged).toEqual([]);
});
