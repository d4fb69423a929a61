import { describe, expect, it } from 'vitest';
import { createPasswords } from '../../src/auth/password.js';

describe('passwords', () => {
  it('are hashed with argon2id, 19,456 KiB, two passes, each with a salt of its own', async () => {
    const { hash, verify } = createPasswords();
    const [one, two] = await Promise.all([hash('correct horse'), hash('correct horse')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
    expect(await Promise.all([verify(one, 'correct horse'), verify(two, 'wrong horse')])).toEqual([true, false]);
  });

  it('take as long to refuse where there is none', async () => {
    const { hash, verify } = createPasswords();
    const hashed = await hash('correct horse');
    const best = async (of: string | null) => {
      const durations: number[] = [];
      for (let round = 0; round < 5; round++) {
        const began = performance.now();
        expect(await verify(of, 'wrong horse')).toBe(false);
        durations.push(performance.now() - began);
      }
      return Math.min(...durations);
    };
    await best(null);
    const ratio = (await best(null)) / (await best(hashed));
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  it('wait in turn, and beyond a hundred are told to come back', async () => {
    const { hash } = createPasswords();
    const outcomes = await Promise.allSettled(Array.from({ length: 120 }, () => hash('correct horse')));
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(18); // two run, a hundred wait
    expect(refused[0]?.reason).toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: 2 });
    expect(await hash('correct horse')).toMatch(/^\$argon2id/);
  });
});
