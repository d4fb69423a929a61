import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRevocations } from '../../src/auth/revocations.js';
import { insertRevocations } from '../../src/store/revocations.js';
import { eventually } from '../support/account.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const revoke = (...subjects: string[]) => test.database.transaction((tx) => insertRevocations(tx, subjects));

describe('revocations', () => {
  it('are known once they are read, each told once', async () => {
    const revocations = createRevocations(test.database);
    const told: string[] = [];
    revocations.onRevoked((subjects) => told.push(...subjects));
    await revocations.read();
    await revoke('a', 'b');
    expect(revocations.has('a')).toBe(false);
    await revocations.read();
    await revoke('c');
    await revocations.read();
    expect(['a', 'b', 'c', 'd'].map(revocations.has)).toEqual([true, true, true, false]);
    expect(told).toEqual(['a', 'b', 'c']);
  });

  it('are missed by nobody, in whatever order they are committed', async () => {
    const revocations = createRevocations(test.database);
    await revocations.read();
    let commit = (): void => {};
    const held = new Promise<void>((resolve) => {
      commit = resolve;
    });
    let began = false;
    const first = test.database.transaction(async (tx) => {
      await insertRevocations(tx, ['held']);
      began = true;
      await held;
    });
    await eventually(() => began);
    const second = revoke('behind'); // would have the higher number and be seen first
    await revocations.read();
    expect([revocations.has('held'), revocations.has('behind')]).toEqual([false, false]);
    commit();
    await Promise.all([first, second]);
    await revocations.read();
    expect([revocations.has('held'), revocations.has('behind')]).toEqual([true, true]);
  });

  it('are read by who asks while a reading is under way', async () => {
    const revocations = createRevocations(test.database);
    const under = revocations.read();
    await revoke('meanwhile');
    await Promise.all([revocations.read(), revocations.read()]);
    expect(revocations.has('meanwhile')).toBe(true);
    await under;
  });

  it('are forgotten after a quarter of an hour, when no token that they are about can still be good', async () => {
    const clock = { ms: Date.now() };
    const revocations = createRevocations(test.database, () => clock.ms);
    await revocations.read();
    await revoke('old');
    await revocations.read();
    clock.ms += 15 * 60_000;
    await revocations.read();
    expect(revocations.has('old')).toBe(false);
  });
});
