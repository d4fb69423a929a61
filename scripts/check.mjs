// npm run check: all that can be said about the code without running it. One line per step; what failed is printed below.
import './lib/require-node.mjs';
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { ensureInstalled, ROOT } from './lib/prepare.mjs';

/** The slowest first, so that the last to end is not one that began last. */
const STEPS = [
  ['stale artefacts', process.execPath, ['scripts/emit.mjs', '--check']],
  ['promises and conditions', 'eslint', ['.']],
  ['types', 'tsc', ['--noEmit']],
  ['types of the pages', 'tsc', ['--project', 'src/server/pages']],
  // The step of stale artefacts builds, and two at once would build over each other: so this one takes the file as it is.
  ['schema', process.execPath, ['scripts/schema-check.mjs', '--schema', 'schema.graphql']],
  ['types of web', 'tsc', ['--noEmit', '--project', 'web']],
  ['layers', 'depcruise', ['src', 'test', '--output-type', 'err']],
  ['dead code', 'knip', []],
  ['format and lint', 'biome', ['ci', '--colors=off', '--error-on-warnings', '.']],
];

const TOOLS = path.join(ROOT, 'node_modules', '.bin');

ensureInstalled();
const began = performance.now();
const waiting = [...STEPS];
const failures = [];
await Promise.all(Array.from({ length: Math.min(availableParallelism(), STEPS.length) }, work));
for (const { name, output } of failures) console.log(`\n──── ${name}\n${output.trim()}`);
console.log(`\n${STEPS.length - failures.length} of ${STEPS.length} steps passed in ${seconds(began)}`);
process.exitCode = failures.length > 0 ? 1 : 0;

async function work() {
  for (let step = waiting.shift(); step; step = waiting.shift()) {
    const [name, command, args] = step;
    const start = performance.now();
    const { code, output } = await run(command, args);
    if (code !== 0) failures.push({ name, output });
    console.log(`${code === 0 ? '✓' : '✗'} ${name.padEnd(26)}${seconds(start).padStart(7)}`);
  }
}

/** Ends with the command's exit code (1 when it could not be started) and all that it printed. */
function run(command, args) {
  const env = { ...process.env, NO_COLOR: '1', PATH: `${TOOLS}${path.delimiter}${process.env.PATH}` };
  const child = spawn(command, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks = [];
  child.stdout.on('data', (chunk) => chunks.push(chunk));
  child.stderr.on('data', (chunk) => chunks.push(chunk));
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() }));
  });
}

function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
