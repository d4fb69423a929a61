import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TypedDocumentString } from '../operations/__generated__/graphql.js';
import { type Client, createClient } from '../support/client.js';
import { EXAMPLE, type Supergraph, startSupergraph } from './supergraph.js';

it('is composed of the schemas as they are', async () => {
  const check = promisify(execFile)(process.execPath, [path.join(EXAMPLE, 'compose.mjs'), '--check']);
  await expect(check).resolves.toMatchObject({ stderr: '' });
});

describe('the example, started by its one command', () => {
  let supergraph: Supergraph;
  let ada: Client;
  let blocks: Block[];
  beforeAll(async () => {
    supergraph = await startSupergraph('--ephemeral');
    ada = createClient(supergraph.url, supergraph.token ?? undefined);
    blocks = readBlocks(await readFile(path.join(EXAMPLE, 'README.md'), 'utf8'));
  });
  afterAll(() => supergraph.stop());

  it.each(['Katherine', 'Profile'])('answers the query %s of its README as that says', async (name) => {
    const [operation, answer] = blocksFrom(blocks, name);
    expect(await ada.send(operation)).toEqual({ data: JSON.parse(answer) });
  });

  it('brings what its README shows to who follows, when its mutation is sent', async () => {
    const [subscription, mutation, answer, change] = blocksFrom(blocks, 'Changes');
    const following = ada.follow(new TypedDocumentString<unknown, object>(subscription), {});
    // Nothing tells when a subscription has begun: the first change that comes does, and the demo makes none by itself.
    let early = 0;
    const inviteEarly = () => ada.send(mutation.replace('new@', `early${early++}@`));
    let first: unknown;
    void following.next(20_000).then((answered) => {
      first = answered;
    });
    await expect.poll(async () => [await inviteEarly(), first][1], { interval: 300, timeout: 20_000 }).toBeTruthy();

    expect(await ada.send(mutation)).toEqual({ data: JSON.parse(answer) });
    const changes: unknown[] = [];
    while (!changes.some((data) => JSON.stringify(data).includes('new@example.com')))
      changes.push(await following.data());
    expect(changes.at(-1)).toEqual(JSON.parse(change));
    await following.stop();
  });
});

interface Block {
  language: string;
  text: string;
}

const readBlocks = (markdown: string): Block[] =>
  [...markdown.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', text = '']) => ({ language, text }));

/** The block with the operation of this name, and those behind it. */
function blocksFrom(blocks: readonly Block[], operation: string): [string, string, string, string] {
  const index = blocks.findIndex(({ language, text }) => language === 'graphql' && text.includes(` ${operation} `));
  const [a = '', b = '', c = '', d = ''] = blocks.slice(index).map(({ text }) => text);
  return [a, b, c, d];
}
