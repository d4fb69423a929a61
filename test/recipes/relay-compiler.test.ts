import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const run = (cwd: string, script: string, ...args: string[]) => {
  const node = [path.resolve(script), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, node, { cwd, encoding: 'utf8' });
  return { status, output: stdout + stderr };
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'relay-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Compiles what the recipe has, with one thing changed. */
function compileWith(right: string, wrong: string) {
  const source = readFileSync('examples/clients/relay/invites.ts', 'utf8');
  expect(source).toContain(right);
  cpSync('dist/relay.graphql', path.join(folder, 'schema.graphql'));
  writeFileSync(path.join(folder, 'invites.ts'), source.replace(right, wrong));
  const config = { src: '.', schema: './schema.graphql', language: 'typescript' };
  writeFileSync(path.join(folder, 'relay.config.json'), JSON.stringify(config));
  return run(folder, 'node_modules/relay-compiler/cli.js', 'relay.config.json');
}

it('takes the schema and all fragments of the recipe, and what it makes of them is what is committed', () => {
  expect(run('.', 'scripts/relay.mjs', '--check')).toMatchObject({ status: 0 });
  expect(compileWith('viewerActions', 'viewerActions')).toMatchObject({ status: 0 });
});

it.each([
  ['a field that is not there', 'viewerActions', 'viewerAction', 'viewerAction'],
  ['an edge type that is not there', '"InviteEdge"', '"InvitesEdge"', 'InvitesEdge'],
  ['a connection without its arguments', 'invites(first: $count, after: $cursor)', 'invites(after: $cursor)', 'first'],
  ['a cursor of another type', 'cursor: { type: "String" }', 'cursor: { type: "ID" }', 'ID'],
  ['a refetch of what has no id', 'fragment invites_row on Invite @', 'fragment invites_row on Actor @', 'Actor'],
])('refuses %s', (_name, right, wrong, told) => {
  const { status, output } = compileWith(right, wrong);
  expect(status).not.toBe(0);
  expect(output).toContain(told);
});
