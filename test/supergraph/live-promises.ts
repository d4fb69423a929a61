import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { InviteStatusChangesDocument } from '../operations/__generated__/graphql.js';
import { person } from '../support/person.js';
import { type BusinessWorld, createBusinessWorld } from '../support/world.js';
import { type Follower, followByNumbers, JOINED_CHANGES } from './follower.js';
import { type LiveStage, prepareLiveStage } from './live-stage.js';
import type { Upstream } from './supergraph.js';

const OWNER = person('ada');

/** What clients of a gateway may rely on, whatever way the gateway takes to us. `tells` is whether it tells of a break. */
export function promiseLiveChanges(upstream: Upstream, { tells }: { tells: boolean }): void {
  describe(`subscriptions of a gateway that reaches us over ${upstream}`, () => {
    let stage: LiveStage;
    let acme: BusinessWorld;
    beforeAll(async () => {
      stage = await prepareLiveStage(upstream);
      acme = await createBusinessWorld({ as: stage.beside }, OWNER);
    });
    afterAll(() => stage.clear());
    const followers: Follower[] = [];
    afterEach(async () => {
      await Promise.all(followers.splice(0).map((follower) => follower.stop()));
    });

    const readLog = async () => {
      const { business } = await (await stage.beside(OWNER)).run(InviteStatusChangesDocument, {
        id: acme.id,
        first: 250,
      });
      if (!business?.eventCursor) throw new Error('An owner may follow');
      return { cursor: business.eventCursor, numbers: business.inviteStatusChanges.nodes.map(({ seq }) => seq) };
    };
    let invited = 0;
    const invite = () => acme.invite([`somebody${invited++}@example.com`]);

    it('bring changes with what the users’ subgraph knows of the people in them', async () => {
      const { cursor } = await readLog();
      const following = (await stage.as(OWNER)).follow(JOINED_CHANGES, { businessId: acme.id, after: cursor });
      await acme.invite(['bob@example.com']);
      const { inviteStatusChanged } = await following.data();
      expect(inviteStatusChanged).toEqual({
        seq: expect.any(Number),
        cursor: expect.any(String),
        status: 'PENDING_SEND',
        actor: { user: { title: 'Founder', avatarUrl: 'https://avatars.example.com/usr_ada.svg' } },
        invite: { inviteeEmail: 'bob@example.com', createdBy: { firstName: 'Ada', title: 'Founder' } },
      });
      await following.stop();
    });

    it.each([
      ['nobody', 'UNAUTHENTICATED', async () => stage.with(undefined)],
      ['whoever brings a bad token', 'UNAUTHENTICATED', async () => stage.with('bad')],
      ['a person of another business', 'FORBIDDEN', () => stage.as(person('mallory'))],
    ])('are refused to %s within two seconds, with %s', async (_, code, client) => {
      const following = (await client()).follow(JOINED_CHANGES, { businessId: acme.id });
      const { errors, data } = await following.next(2_000);
      expect({ data: data?.inviteStatusChanged, codes: errors?.map((error) => error.extensions?.code) }).toEqual({
        data: undefined,
        codes: [code],
      });
      await following.stop();
    });

    it('miss and double nothing by their numbers, though our server is killed and started again', async () => {
      const client = await stage.as(OWNER);
      const request = { client, businessId: acme.id };
      const { cursor } = await readLog();
      const fromNow = followByNumbers(request);
      const fromCursor = followByNumbers({ ...request, after: cursor });
      const both = [fromNow, fromCursor];
      followers.push(...both);
      // Who follows from now on cannot know when that is but by the first change.
      await expect.poll(async () => [await invite(), fewestSeen(both)][1], POLL).toBeGreaterThan(0);

      await stage.kill();
      await acme.invite(['missed@example.com', 'missed-too@example.com']);
      await stage.restart();
      await expect.poll(async () => [await invite(), fromNow.gaps + fromNow.breaks][1], POLL).toBeGreaterThan(0);

      await acme.invite(['last@example.com']);
      for (const follower of both) {
        const first = follower.seen[0]?.seq ?? 0;
        const numbers = () => follower.seen.map(({ seq }) => seq);
        await expect
          .poll(async () => (await readLog()).numbers.filter((seq) => seq >= first).join() === numbers().join(), POLL)
          .toBe(true);
        expect(follower.seen.map(({ invite }) => invite.inviteeEmail)).toEqual(
          expect.arrayContaining(['missed@example.com', 'missed-too@example.com', 'last@example.com']),
        );
      }
      // A gateway that does not tell asks again with the old arguments: from now on, or from the same cursor once more.
      expect(fromNow.gaps > 0).toBe(!tells);
      expect(fromCursor.doubles > 0).toBe(!tells);
      expect(both.map(({ breaks }) => breaks > 0)).toEqual([tells, tells]);
    });
  });
}

const fewestSeen = (followers: readonly Follower[]) => Math.min(...followers.map(({ seen }) => seen.length));

const POLL = { interval: 200, timeout: 20_000 };
