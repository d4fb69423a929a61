import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { END_WITH_PARENT } from './server-process.js';

const ROOT = path.join(import.meta.dirname, '..', '..');

/** The one line of `npm start -- --json`. */
export interface Ready {
  ready: true;
  url: string;
  graphqlUrl: string;
  wsUrl: string;
  databaseUrl: string;
  token: string | null;
  seconds: number;
}

export interface Demo {
  child: ChildProcessWithoutNullStreams;
  /** All that was printed so far. */
  output: { stdout: string; stderr: string };
  /** Resolves with the exit code, or null after a signal. */
  exited: Promise<number | null>;
  /** Resolves with the line; throws with the complaints when the process ends without one. */
  ready(): Promise<Ready>;
}

/** Runs `scripts/start.mjs` as people do, in an environment without our own settings. It ends with its test. */
export function runDemo(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Demo {
  const script = path.join(ROOT, 'scripts', 'start.mjs');
  const child = spawn(process.execPath, ['--import', END_WITH_PARENT, script, ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    output.stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output.stderr += chunk.toString();
  });
  const exited = once(child, 'close').then(([code]: (number | null)[]) => code ?? null);
  return { child, output, exited, ready: () => readLine(child, output, exited) };
}

async function readLine(child: Demo['child'], output: Demo['output'], exited: Demo['exited']): Promise<Ready> {
  while (!output.stdout.includes('\n')) {
    const ended = await Promise.race([once(child.stdout, 'data').then(() => false), exited.then(() => true)]);
    if (ended) throw new Error(`The demo did not start:\n${output.stderr}`);
  }
  return JSON.parse(output.stdout) as Ready; // its shape is what the tests are about
}
