import { existsSync, readFileSync } from 'node:fs';

/** Whether a process still runs. One that has ended and that nobody has waited for (a zombie) does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const status = `/proc/${pid}/stat`;
  // The state follows the name in parentheses, which may hold blanks.
  return !existsSync(status) || !/\) Z/.test(readFileSync(status, 'utf8'));
}
