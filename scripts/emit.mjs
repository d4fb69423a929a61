// npm run emit: writes what is made from the source and committed: schema.graphql, the types of the tests' operations, the
// typed client with its persisted documents, what Relay runs, the example's supergraph, .env.example and the table in
// README.md. With --check it changes none of them and exits 1 when one is stale.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './lib/prepare.mjs';

const check = process.argv.includes('--check');
const flags = check ? ['--check'] : [];

step('dist', () => run('scripts/build.mjs'));
// An old build would describe an old source.
if (!process.exitCode) {
  step('schema.graphql', emitSchema);
  step('__generated__ of test/operations and clients', emitOperations);
  step('examples/supergraph', () => run('examples/supergraph/compose.mjs', ...flags));
  step('artefacts of Relay', () => run('scripts/relay.mjs', ...flags));
  step('.env.example and README.md', () => run('scripts/emit-config.mjs', ...flags));
}

/** A step that fails does not stop the next, so that one run names all that is stale. */
function step(name, emit) {
  try {
    emit();
  } catch (error) {
    console.error(`${name}: ${error.message}`);
    process.exitCode = 1;
  }
}

function emitSchema() {
  const file = path.join(ROOT, 'schema.graphql');
  const schema = run('dist/emit-schema.js');
  if (existsSync(file) && readFileSync(file, 'utf8') === schema) return;
  if (check) throw new Error('stale. Run: npm run emit');
  writeFileSync(file, schema);
}

function emitOperations() {
  run('node_modules/.bin/graphql-codegen', '--config', 'codegen.yml', '--errors-only', ...flags);
}

/** Runs a script with this Node and returns what it printed; throws with all that it printed when it fails. */
function run(script, ...args) {
  const { status, error, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${script} ended with ${status}\n${stdout}${stderr}`);
  return stdout;
}
