import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Gateway, startGateway } from '../support/gateway.js';
import { linkTokenOf } from '../support/links.js';
import { person } from '../support/person.js';
import { createBusinessWorld } from '../support/world.js';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());

it('shows the new member what is theirs in the answer to their acceptance, and does nothing else in their name', async () => {
  const world = await createBusinessWorld(gateway, person('ada'));
  const [id = ''] = await world.invite(['nora@example.com']);
  const token = await linkTokenOf(gateway.database, id);
  interface Answer {
    acceptInvitation: unknown;
    createBusiness: unknown;
  }
  const { data, errors } = await gateway.with(undefined).send<Answer, unknown>(
    `mutation ($input: AcceptInvitationInput!) {
      acceptInvitation(input: $input) {
        member { email status business { name } invite { status } user { memberships { nodes { status } } } assetPermissions { totalCount } }
        session { user { email memberships { totalCount } } }
      }
      createBusiness(input: { name: "Nora's" }) { business { id } }
    }`,
    { input: { token, password: 'correct horse battery' } },
  );
  expect(data?.acceptInvitation).toEqual({
    member: {
      email: 'nora@example.com',
      status: 'ACTIVE',
      business: { name: 'Acme' },
      invite: { status: 'ACCEPTED' },
      user: { memberships: { nodes: [{ status: 'ACTIVE' }] } },
      assetPermissions: { totalCount: 0 },
    },
    session: { user: { email: 'nora@example.com', memberships: { totalCount: 1 } } },
  });
  expect(data?.createBusiness).toBeNull();
  expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['UNAUTHENTICATED']);
});
