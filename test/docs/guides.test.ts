import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { seedDemo } from '../../src/demo/seed.js';
import { createDatabase } from '../support/database.js';
import { startApp } from '../support/gateway.js';
import { stepsOf } from './guide.js';
import { blocksOf, linksOf, readPage, readPages } from './markdown.js';
import { createReader, type Reader } from './reader.js';

// Whoever follows a guide with `npm start` sees what it prints: each operation in it is sent over HTTP or a WebSocket, and
// each answer and mail compared.

const FOLDER = 'docs/guides/';
const INDEX = `${FOLDER}README.md`;
/** Read, not run. */
const READ: readonly string[] = [INDEX, `${FOLDER}refusals.md`];
const files = [...new Set(linksOf(readPage(INDEX)).map(({ file }) => file))].filter((file) => file.startsWith(FOLDER));
/** In the order in which the index names them. */
const guides = files.filter((file) => !READ.includes(file)).map((file) => [file, readPage(file)] as const);

let demo: Awaited<ReturnType<typeof createDatabase>>;
beforeAll(async () => {
  demo = await createDatabase(inject('templateName'));
  expect(await seedDemo(demo.url)).toBe(true);
});
afterAll(() => demo.remove());

/** A demo as `npm start` begins it. */
async function startDemo(): Promise<{ url: string; stop(): Promise<void> }> {
  const database = await createDatabase(new URL(demo.url).pathname.slice(1));
  const app = await startApp(database.url);
  return {
    url: app.url,
    stop: async () => {
      await app.stop();
      await database.remove();
    },
  };
}

it('runs every page of the folder that has anything to run', () => {
  expect(readPages(FOLDER).map(({ file }) => file)).toEqual([INDEX, ...files].sort());
  expect(READ.map(readPage).flatMap(blocksOf)).toEqual([]);
});

describe.each(guides)('%s, alone on a new demo', (_, page) => {
  let running: Awaited<ReturnType<typeof startDemo>>;
  let reader: Reader;
  beforeAll(async () => {
    running = await startDemo();
    reader = createReader(running.url);
  });
  afterAll(async () => {
    await reader.stop();
    await running.stop();
  });

  it.each(stepsOf(page).map((step) => [step.line, step] as const))('shows what comes, line %i', (_, step) =>
    reader.follow(step),
  );
});

describe('all guides, one after the other on one demo', () => {
  let running: Awaited<ReturnType<typeof startDemo>>;
  beforeAll(async () => {
    running = await startDemo();
  });
  afterAll(() => running.stop());

  it.each(guides)('%s shows what comes', async (_, page) => {
    const reader = createReader(running.url);
    try {
      for (const step of stepsOf(page)) await reader.follow(step);
    } finally {
      await reader.stop();
    }
  });
});
