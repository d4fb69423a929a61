import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Connection } from '../../examples/clients/connection.js';
import { businessCursor, settled } from '../journeys/dashboard.js';
import { CancelInvitesDocument, InviteStatusChangedDocument } from '../operations/__generated__/graphql.js';
import { openStage, type Stage } from './stage.js';

/** A page that shows the invites of a business, made as the recipe says. */
export interface InvitesPage {
  /** What it shows now, the topmost first. */
  shown(): { id: string; status: string; inviter?: string | null | undefined }[];
  /** The name of the business as the page has it; undefined where it keeps none. */
  businessName(): string | undefined;
  /** The numbers of the changes that it shows, where it has a list of them. */
  numbers?(): number[];
  loadMore(): Promise<boolean>;
  invite(emails: string[]): Promise<InviteAnswer | null | undefined>;
  close(): void;
}
interface InviteAnswer {
  readonly results: readonly {
    readonly index: number;
    readonly invite?: { readonly id: string } | null | undefined;
    readonly error?: { readonly code: string; readonly field: readonly string[] } | null | undefined;
  }[];
}

export interface Recipe {
  openPage(connection: Connection, businessId: string, failed: (error: unknown) => void): InvitesPage;
  /** Follows the changes behind `after` with the library alone. Returns what ends it. */
  follow(connection: Connection, businessId: string, after: string, seen: (seq: number) => void): () => void;
}

const soon = { timeout: 10_000, interval: 20 };

/** What every recipe keeps, against a real gateway, over real sockets that are cut. */
export function keepsItsPromises(recipe: Recipe): void {
  let stage: Stage;
  let page: InvitesPage;
  const failures: unknown[] = [];
  const ids = () => page.shown().map(({ id }) => id);
  const cancel = (inviteIds: string[]) =>
    stage.owner.run(CancelInvitesDocument, { input: { businessId: stage.world.id, inviteIds } });
  const isUpToDate = async () => {
    await settled(stage.gateway);
    const statuses = await stage.statuses();
    await vi.waitFor(() => {
      expect(Object.fromEntries(page.shown().map(({ id, status }) => [id, status]))).toEqual(statuses);
    }, soon);
    expect(new Set(ids()).size).toBe(ids().length);
  };

  beforeAll(async () => {
    stage = await openStage();
    await stage.world.invite(Array.from({ length: 30 }, (_, index) => `guest${index}@example.com`));
    page = recipe.openPage(stage.connection, stage.world.id, (error) => failures.push(error));
  });
  afterAll(async () => {
    page.close();
    await stage.stop();
    expect(failures).toEqual([]);
  });

  it('lists page by page, each invite once', async () => {
    await vi.waitFor(() => expect(page.shown()).toHaveLength(25), soon);
    expect(await page.loadMore()).toBe(true);
    await vi.waitFor(() => expect(page.shown()).toHaveLength(30), soon);
    expect(await page.loadMore()).toBe(false);
    await isUpToDate();
  });

  it('tells a business from a person with the same id', async () => {
    expect(page.shown().map(({ inviter }) => inviter)).toEqual(Array.from({ length: 30 }, () => 'Ada'));
    expect(['Acme', undefined]).toContain(page.businessName());
  });

  it('puts who was invited on top once, and tells each refusal at its field', async () => {
    const answer = await page.invite(['grace@example.com', 'nonsense', 'guest0@example.com']);
    const graceId = answer?.results[0]?.invite?.id;
    expect(ids()[0]).toBe(graceId);
    expect(answer?.results.map(({ index, error }) => [index, error?.code, error?.field])).toEqual([
      [0, undefined, undefined],
      [1, 'INVALID_INPUT', ['input', 'invitees', '1', 'email']],
      [2, 'ALREADY_INVITED', ['input', 'invitees', '2']],
    ]);
    await isUpToDate();
    expect(ids().filter((id) => id === graceId)).toHaveLength(1);
  });

  it('is not put back by an answer that comes behind a newer change', async () => {
    await settled(stage.gateway);
    const seen: string[] = [];
    const other = stage.owner.follow(InviteStatusChangedDocument, {
      businessId: stage.world.id,
      after: await businessCursor(stage.owner, stage.world.id),
    });
    void (async () => {
      while (seen.length < 2) seen.push((await other.data()).inviteStatusChanged.status);
    })();
    stage.lane.hold();
    const answer = page.invite(['slow@example.com']);
    await vi.waitFor(async () => expect(Object.keys(await stage.statuses())).toHaveLength(32), soon);
    await settled(stage.gateway);
    await vi.waitFor(() => expect(seen).toEqual(['PENDING_SEND', 'PENDING']), soon); // the answer knows of the first alone
    stage.lane.release();
    await answer;
    await other.stop();
    await isUpToDate();
  });

  it('brings each change once and in order over three lost connections', async () => {
    await settled(stage.gateway); // the mails of before are changes too
    const after = await businessCursor(stage.owner, stage.world.id);
    const before = await stage.numbers();
    const seen: number[] = [];
    const leave = recipe.follow(stage.connection, stage.world.id, after, (seq) => seen.push(seq));
    const arrived = async () => {
      await settled(stage.gateway);
      const numbers = (await stage.numbers()).slice(before.length);
      await vi.waitFor(() => expect(seen).toEqual(numbers), soon);
    };
    for (const round of [1, 2, 3]) {
      const [first = ''] = await stage.world.invite([`early${round}@example.com`, `also${round}@example.com`]);
      await arrived();
      stage.network.cut();
      const [second = ''] = await stage.world.invite([`late${round}@example.com`]);
      await cancel([first, second]);
      stage.network.mend();
      await arrived();
    }
    expect(seen.length).toBeGreaterThan(15);
    leave();
    await isUpToDate();
    const numbers = await stage.numbers();
    if (page.numbers) expect(page.numbers()).toEqual(numbers.slice(-page.numbers().length));
  });

  it('reads the list anew where too much was missed, and goes on from there', async () => {
    stage.network.cut();
    const [lost = ''] = await stage.world.invite(['missed@example.com']);
    await cancel([lost]);
    await stage.gateway.database.query('delete from stream_event');
    stage.network.mend();
    await vi.waitFor(() => expect(ids()).toContain(lost), soon);

    const [live = ''] = await stage.world.invite(['live@example.com']);
    await vi.waitFor(() => expect(ids()[0]).toBe(live), soon);
    while (await page.loadMore());
    await isUpToDate();
  });
}
