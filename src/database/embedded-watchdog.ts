import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { Place } from './embedded-place.js';

/**
 * Waits for the end of its standard input, which comes when we close it and also when we are killed. It is one of the
 * server's users until then; the last of them stops the server, because rmdir succeeds on an empty folder alone.
 */
const SCRIPT = `
users=$1 data=$2 throwaway=$3
for user in "$users"/*; do
  kill -0 "\${user##*/}" 2>/dev/null || rm -f "$user"
done
mkdir -p "$users" && touch "$users/$$" || { mkdir -p "$users" && touch "$users/$$"; } || exit 1
echo ready
while read -r line; do :; done
rm -f "$users/$$"
rmdir "$users" 2>/dev/null || exit 0
file=$data/postmaster.pid
if read -r server < "$file"; then
  # By the pid: a server that others start meanwhile is not ours to stop, nor to wait for.
  runs() { read -r pid < "$file" && [ "$pid" = "$server" ]; }
  await() { tries=0; while runs && [ $tries -lt "$1" ]; do sleep 0.02; tries=$((tries + 1)); done; }
  kill -INT "$server"; await 500
  if runs; then kill -QUIT "$server"; await 250; fi
fi 2>/dev/null
if [ -n "$throwaway" ]; then rm -rf "$throwaway"; fi
`;

export interface Watchdog {
  /** Gives up our use of the server; resolves when it has been stopped, or at once when others still use it. */
  release(): Promise<void>;
}

/**
 * Registers us as a user of the server on `dataDir`, before it is looked for or started: whoever stops it later than this
 * sees us. Up to 10 s are given to an orderly stop, then 5 s to an immediate one.
 */
export async function startWatchdog({ dataDir, throwaway }: Place): Promise<Watchdog> {
  const shell = spawn('/bin/sh', ['-c', SCRIPT, 'watchdog', `${dataDir}.users`, dataDir, throwaway ?? ''], {
    cwd: '/',
    // A process group of its own: Ctrl-C reaches us, not it.
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const { stdin, stdout } = shell;
  const exited = once(shell, 'exit');
  const registered = await Promise.race([once(stdout, 'data').then(() => true), exited.then(() => false)]);
  if (!registered) throw new Error(`Cannot write to ${dataDir}.users`);
  unreference(shell, stdin, stdout);
  return {
    release: async () => {
      shell.ref();
      stdin.end();
      await exited;
    },
  };
}

/** Without this a process that has nothing else to do would not end. */
function unreference(shell: ChildProcess, stdin: Writable, stdout: Readable): void {
  shell.unref();
  // The pipes of a child are sockets, which spawn's type does not say.
  (stdin as Writable & { unref(): void }).unref();
  stdout.destroy();
}
