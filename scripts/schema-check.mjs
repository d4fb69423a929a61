// npm run schema:check: what others rely on. Is schema.graphql what the source says, does it break what was released, and does
// it compose? Exits 1 when one of them fails. With --release it then becomes what was released.
import './lib/require-node.mjs';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt, ensureInstalled, ROOT } from './lib/prepare.mjs';
import { fail } from './lib/say.mjs';

const OPTIONS = `There are:
  --schema FILE    look at this file, and do not hold it against the source
  --released FILE  what was released; default schema.released.graphql
  --release        if nothing fails, make the schema what was released
  --breaking       with --release: also if it breaks others`;
/** A users' subgraph and an assets' subgraph, as they may stand in a graph. */
const NEIGHBOURS = ['users', 'assets'];

const { schema, released = path.join(ROOT, 'schema.released.graphql'), release, breaking } = readOptions();
const file = schema ?? path.join(ROOT, 'schema.graphql');
let failed = false;

ensureInstalled();
const { findChanges } = await import('./lib/schema-changes.mjs');
const { composeWith } = await import('./lib/composers.mjs');
const sdl = read(file);
if (schema === undefined) checkStale();
checkChanges();
checkComposition();
if (release && !failed) {
  copyFileSync(file, released);
  console.log(`${nameOf(released)} is now what ${nameOf(file)} says. Commit both with the release.`);
}
process.exitCode = failed ? 1 : 0;

function checkStale() {
  ensureBuilt();
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/emit-schema.js'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (status !== 0) fail(stderr);
  if (stdout === sdl) tell('✓', `${nameOf(file)} is what the source says`);
  else tell('✗', `${nameOf(file)} is stale. Run: npm run emit`);
}

function checkChanges() {
  const found = findChanges(read(released), sdl);
  const accepted = (release && breaking) || found.breaking.length === 0;
  const since = `since ${nameOf(released)}`;
  tell(accepted ? '✓' : '✗', `${count(found.breaking, 'breaking change')} ${since}`, found.breaking);
  if (found.dangerous.length > 0)
    tell('!', `${count(found.dangerous, 'change')} ${since} that may surprise clients`, found.dangerous);
}

function checkComposition() {
  for (const [composer, errors] of composeWith(sdl, NEIGHBOURS)) {
    const composes = errors.length === 0;
    tell(
      composes ? '✓' : '✗',
      `${composes ? 'composes' : 'does not compose'} with ${NEIGHBOURS.join(' and ')} by ${composer}`,
      errors,
    );
  }
}

function tell(mark, sentence, details = []) {
  failed ||= mark === '✗';
  console.log([`${mark} ${sentence}`, ...details.map((detail) => `    ${detail}`)].join('\n'));
}

function count(things, what) {
  return `${things.length} ${what}${things.length === 1 ? '' : 's'}`;
}

function read(name) {
  if (!existsSync(name)) fail(`${nameOf(name)} is not there.`);
  return readFileSync(name, 'utf8');
}

function nameOf(name) {
  const inside = path.relative(ROOT, path.resolve(name));
  return inside.startsWith('..') ? name : inside;
}

function readOptions() {
  const flag = { type: 'boolean', default: false };
  const text = { type: 'string' };
  try {
    return parseArgs({ options: { schema: text, released: text, release: flag, breaking: flag } }).values;
  } catch (error) {
    return fail(`${error.message}\n${OPTIONS}`, 2);
  }
}
