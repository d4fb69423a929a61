import { describe, expect, it } from 'vitest';
import { createPromiseCache } from '../../src/auth/promise-cache.js';

function setUp(limit: number) {
  const cache = createPromiseCache<string>(limit);
  const loads: string[] = [];
  const get = (key: string) =>
    cache.get(key, async () => {
      loads.push(key);
      if (key.startsWith('bad')) throw new Error(key);
      return key.toUpperCase();
    });
  return { cache, get, loads };
}

describe('the cache of seen tokens', () => {
  it('holds no more than its limit and drops what was not used for longest', async () => {
    const { get, loads } = setUp(2);
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await get(key);
    expect(loads).toEqual(['a', 'b', 'c', 'b']);
  });

  it('shares one load among callers at the same time', async () => {
    const { get, loads } = setUp(2);
    expect(await Promise.all([get('a'), get('a'), get('a')])).toEqual(['A', 'A', 'A']);
    expect(loads).toEqual(['a']);
  });

  it('does not keep what failed, and leaves no room to it', async () => {
    const { get, loads } = setUp(2);
    await get('a');
    await expect(get('bad')).rejects.toThrow('bad');
    await expect(get('bad')).rejects.toThrow('bad');
    await get('b');
    await get('a');
    expect(loads).toEqual(['a', 'bad', 'bad', 'b']);
  });

  it('forgets what it is told to', async () => {
    const { cache, get, loads } = setUp(2);
    await get('a');
    cache.delete('a');
    await get('a');
    expect(loads).toEqual(['a', 'a']);
  });
});
