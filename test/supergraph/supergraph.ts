import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { END_WITH_PARENT } from '../support/server-process.js';

export const EXAMPLE = path.join(import.meta.dirname, '..', '..', 'examples', 'supergraph');

/** How subscriptions travel between the gateway and our server. */
export const UPSTREAMS = ['ws', 'sse', 'callback'] as const;
export type Upstream = (typeof UPSTREAMS)[number];

/** The example as people start it: Hive Gateway and two neighbours, in a process of their own. */
export interface Supergraph {
  url: string;
  /** Where the subgraphs are, by name. */
  subgraphs: Readonly<Record<string, string>>;
  /** Ada's, where the example has started the demo. */
  token: string | null;
  /** Ends it as Ctrl-C does; throws when it does not end well. */
  stop(): Promise<void>;
}

/** Runs `examples/supergraph/start.mjs` with these arguments on a port of its own; resolves when it listens. */
export async function startSupergraph(...args: string[]): Promise<Supergraph> {
  const script = path.join(EXAMPLE, 'start.mjs');
  const child = spawn(process.execPath, ['--import', END_WITH_PARENT, script, '--port', '0', '--json', ...args]);
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaints += chunk.toString();
    complaints += chunk.toString();
  });
  const exited = once(child, 'close').then(([code]: unknown[]) => code);
  const line = await Promise.race([once(createInterface(child.stdout), 'line'), exited.then(() => undefined)]);
  if (!line) throw new Error(`The example did not start:\n${complaints}`);
  const ready = JSON.parse(String(line[0])) as Omit<Supergraph, 'stop'>; // what start.mjs prints
  return {
    ...ready,
    stop: async () => {
      child.kill('SIGINT');
      const code = await exited;
      if (code !== 0) throw new Error(`The example ended with ${code}:\n${complaints}`);
    },
  };
}
