import { randomBytes } from 'node:crypto';
import { hash, type Options, verify } from '@node-rs/argon2';
import { RequestError } from '../domain/errors.js';

// OWASP's first choice for argon2id, which is the library's default algorithm: 19 MiB, 25 ms of one core.
const PARAMETERS: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
// They run on libuv's four threads, which files and DNS need too.
const AT_ONCE = 2;
const WAITING = 100; // 1.5 s of work; who comes later is told to come back
const RETRY_AFTER_SECONDS = 2;

/** Hashes passwords, a few at a time. Never to be called inside a transaction. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** Without a hash (no such account, or one without a password) it takes as long and says no. */
  verify(hashed: string | null | undefined, password: string): Promise<boolean>;
}

export function createPasswords(): Passwords {
  const inTurn = createTurns(AT_ONCE, WAITING);
  const nobodys = hash(randomBytes(16), PARAMETERS);
  nobodys.catch(() => {}); // told to who awaits it
  return {
    hash: (password) => inTurn(() => hash(normalize(password), PARAMETERS)),
    verify: (hashed, password) =>
      inTurn(async () => {
        const holds = await verify(hashed ?? (await nobodys), normalize(password));
        return holds && hashed != null;
      }),
  };
}

/** The same characters typed on another keyboard may be other code points (NIST SP 800-63B). */
const normalize = (password: string): string => password.normalize('NFKC');

/** Runs at most `atOnce` at a time while at most `waiting` wait; more are RATE_LIMITED. */
function createTurns(atOnce: number, waiting: number) {
  let running = 0;
  const queue: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= atOnce) {
      if (queue.length >= waiting) {
        throw new RequestError('RATE_LIMITED', 'Too many are signing in. Try again soon.', RETRY_AFTER_SECONDS);
      }
      await new Promise<void>((resolve) => queue.push(resolve)); // who ends hands on its place
    } else {
      running++;
    }
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next) next();
      else running--;
    }
  };
}
