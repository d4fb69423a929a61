import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { InviteStatusChangedDocument } from '../operations/__generated__/graphql.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { person } from '../support/person.js';
import { createBusinessWorld } from '../support/world.js';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());

/** As `npm run migrate -- …` runs it. */
async function migrate(...args: string[]): Promise<string> {
  const env = { PATH: process.env.PATH, DATABASE_URL: gateway.databaseUrl };
  return (await promisify(execFile)(process.execPath, ['dist/migrate.js', ...args], { env })).stdout;
}

it('npm run migrate -- --restored makes every cursor from before CURSOR_EXPIRED, and without it none', async () => {
  const ada = person('ada');
  const world = await createBusinessWorld(gateway, ada);
  const client = await gateway.as(ada);
  const follow = (after?: string) =>
    client.follow(InviteStatusChangedDocument, { businessId: world.id, ...(after ? { after } : {}) });
  const codesOf = async (after: string) => {
    const following = follow(after);
    const { errors, data } = await following.next();
    await following.stop();
    return errors?.map(({ extensions }) => extensions?.code) ?? data?.inviteStatusChanged.seq;
  };
  const { eventCursor } = (
    await client.send<{ business: { eventCursor: string } }, unknown>(`{ business(id: "${world.id}") { eventCursor } }`)
  ).data?.business ?? { eventCursor: '' };
  await world.invite(['grace@example.com']);

  expect(await migrate()).toContain('up to date');
  expect(await codesOf(eventCursor)).toBe(1);
  expect(await migrate('--restored')).toMatch(/epoch is now 2/);
  expect(await codesOf(eventCursor)).toEqual(['CURSOR_EXPIRED']);
});
