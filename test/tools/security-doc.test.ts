import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const ROWS = /^\| ([IJGW]\d\d) \| (.+) \| (.+) \|$/gm;
const rows = [...readFileSync('docs/SECURITY.md', 'utf8').matchAll(ROWS)].map(([, id = '', , tests = '']) => ({
  id,
  tests: tests === '–' ? [] : tests.split(', '),
}));
const files = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .map((file) => `test/${file.replaceAll('\\', '/')}`)
  .filter((file) => file.endsWith('.test.ts') && !file.startsWith('test/tools/'));

it('names no case twice, and no test that is not there', () => {
  const ids = rows.map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(90);
  expect(new Set(ids).size).toBe(ids.length);
  expect(rows.flatMap(({ tests }) => tests).filter((test) => !existsSync(test))).toEqual([]);
});

it('names each test that names a case', () => {
  const unnamed = files.flatMap((file) =>
    [...new Set(readFileSync(file, 'utf8').match(/\b[IJGW]\d\d\b/g))]
      .filter((id) => !rows.some((row) => row.id === id && row.tests.includes(file)))
      .map((id) => `${id} ${file}`),
  );
  expect(unnamed).toEqual([]);
});
