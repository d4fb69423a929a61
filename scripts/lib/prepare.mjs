// What a fresh clone lacks: dependencies and the build. Built-ins only, because it runs before there are any.
import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { fail, say } from './say.mjs';

export const ROOT = path.join(import.meta.dirname, '..', '..');

/** What is built, each newer than its sources when it is up to date. */
const BUILDS = [
  {
    stamp: path.join('dist', '.tsbuildinfo'),
    sources: ['src', 'tsconfig.json', 'tsconfig.build.json'],
    build: () => compile() && copyPages(),
  },
  {
    stamp: path.join('dist', 'web', 'graphiql.html'),
    sources: ['web', path.join('scripts', 'lib', 'build-web.mjs'), 'package-lock.json'],
    build: () => run(process.execPath, [path.join('scripts', 'lib', 'build-web.mjs')]),
  },
];

/** Installs the dependencies unless those of the lock file are there. Where that is not `allowed` it says what to do. */
export function ensureInstalled({ allowed = true } = {}) {
  if (isInstalled()) return;
  if (!allowed) fail('The dependencies are missing or out of date. Install them: npm ci');
  say('Installing the dependencies (npm ci) …');
  // With NODE_ENV=production npm would leave out the compiler.
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
  const npm = process.env.npm_execpath;
  if (!(npm ? run(process.execPath, [npm, ...args]) : run('npm', args))) fail('npm ci failed.');
}

/** Builds what has a source that is newer than the last build: src/ compiled to dist/, web/ bundled to dist/web/. */
export function ensureBuilt() {
  const stale = BUILDS.filter((one) => !isBuilt(one));
  if (stale.length > 0) say('Building …');
  for (const { stamp, build } of stale) {
    const begun = new Date();
    const built = build();
    const file = path.join(ROOT, stamp);
    // What was saved while it was built is newer than the build, and everything is newer than one that failed.
    if (changedAt(file)) utimesSync(file, begun, built ? begun : new Date(1));
    if (!built) fail('The build failed.');
  }
}

/** By date, and where that says no by content: git and npm also write the lock file when nothing in it changed. */
function isInstalled() {
  const installed = path.join(ROOT, 'node_modules', '.package-lock.json');
  const wanted = path.join(ROOT, 'package-lock.json');
  if (changedAt(installed) === 0) return false;
  if (changedAt(installed) >= changedAt(wanted)) return true;
  const present = packagesOf(installed);
  return Object.entries(packagesOf(wanted)).every(([folder, { version, optional }]) => {
    if (folder === '') return true; // this package itself
    // Other platforms' packages are left out.
    return folder in present ? present[folder].version === version : optional === true;
  });
}

function isBuilt({ stamp, sources }) {
  const built = changedAt(path.join(ROOT, stamp));
  return sources.flatMap(filesOf).every((file) => changedAt(file) <= built);
}

/** The file itself, or the folder with all that is in it. */
function filesOf(source) {
  const start = path.join(ROOT, source);
  if (!statSync(start).isDirectory()) return [start];
  return [start, ...readdirSync(start, { recursive: true }).map((file) => path.join(start, file))];
}

function compile() {
  const tsc = path.join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  return run(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--noEmitOnError']);
}

/** The pages run as they are written; the server finds them beside its compiled file as beside its source. */
function copyPages() {
  const pages = path.join('server', 'pages');
  const filter = (file) => path.basename(file) !== 'tsconfig.json';
  cpSync(path.join(ROOT, 'src', pages), path.join(ROOT, 'dist', pages), { recursive: true, filter });
  return true;
}

const packagesOf = (lockFile) => JSON.parse(readFileSync(lockFile, 'utf8')).packages;

/** 0 for what does not exist. */
const changedAt = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Whether the command succeeded. */
function run(command, args) {
  return spawnSync(command, args, { cwd: ROOT, stdio: ['ignore', process.stderr, process.stderr] }).status === 0;
}
