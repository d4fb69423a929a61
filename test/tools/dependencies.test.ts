import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

// What others have mended stays mended here: the oldest versions of docs/SECURITY.md, in every copy that is installed.

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, { version: string; dev?: boolean }>; // what npm writes
};
const copiesOf = (name: string) =>
  Object.entries(packages).filter(
    ([place]) => place === `node_modules/${name}` || place.endsWith(`/node_modules/${name}`),
  );

/** Whether a version is `least` or newer. A version before a release of the same numbers is older than it. */
function reaches(version: string, least: string): boolean {
  const [numbers = '', prerelease] = version.split('-');
  const [have, want] = [numbers, least].map((text) => text.split('.').map(Number));
  for (const [index, wanted] of (want ?? []).entries()) {
    const had = have?.[index] ?? 0;
    if (had !== wanted) return had > wanted;
  }
  return prerelease === undefined;
}

it('compares versions by their numbers', () => {
  expect(['2.8.5', '2.8.10', '2.14.4', '3.0.0'].map((version) => reaches(version, '2.8.5'))).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['2.8.4', '2.8.5-rc.1', '1.9.9'].map((version) => reaches(version, '2.8.5'))).toEqual([false, false, false]);
});

describe('every installed copy', () => {
  it.each([
    ['G12', '@apollo/query-planner', '2.8.5'],
    ['G16', '@apollo/server', '5.5.0'],
    ['G30', 'typeorm', '1.1.0'],
    ['I32', 'nodemailer', '10.4.1'],
    ['W11', 'ws', '8.21.1'],
  ])('%s: of %s is %s or newer', (_, name, least) => {
    const copies = copiesOf(name);
    expect(copies.length).toBeGreaterThan(0);
    expect(copies.filter(([, { version }]) => !reaches(version, least))).toEqual([]);
  });

  it('G12: of what plans queries is there for tests alone', () => {
    expect(copiesOf('@apollo/query-planner').every(([, { dev }]) => dev)).toBe(true);
  });
});

it('G30: migrations are made by people: nothing here generates them from the schema of a database', () => {
  const sources = ['src', 'scripts'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|mjs)$/.test(file))
      .map((file) => [file, readFileSync(`${folder}/${file}`, 'utf8')] as const),
  );
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }; // as npm reads it
  expect(sources.length).toBeGreaterThan(200);
  expect(Object.values(scripts).filter((script) => /typeorm|migration:/.test(script))).toEqual([]);
  const generating =
    /createSchemaBuilder|\.synchronize\(|synchronize: true|migration:generate|MigrationGenerateCommand/;
  expect(sources.filter(([, text]) => generating.test(text)).map(([file]) => file)).toEqual([]);
});
