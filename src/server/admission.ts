import { type Principal, principalEndsAtMs, principalKey } from '../auth/principal.js';
import { RequestError } from '../domain/errors.js';

export interface AdmissionOptions {
  /** Sockets and event streams of one principal. */
  perPrincipal: number;
  /** Nobody is signed in on them, so they are counted per address. */
  perAnonymousAddress: number;
  /** The clock by which tokens end. */
  now?: () => Date;
}

/** A connection that asks to stay. */
export interface Visitor {
  principal: Principal;
  address: string;
  /** Gives the place back. */
  ended: AbortSignal;
  /** Called at the very time that the token names, without tolerance, or when its session ends: the client may come back with a new one. */
  expire(reason: string): void;
}

/** Decides who may hold a connection, and for how long; one for all transports. */
export interface Admission {
  /** The principal, if its token lasts beyond this moment. Throws UNAUTHENTICATED. */
  requireLasting(principal: Principal): Principal;
  /** Takes a place until `ended`; false when the limit is reached. */
  admit(visitor: Visitor): boolean;
  /** Ends the connections of those who have been signed out. */
  end(hasEnded: (principal: Principal) => boolean): void;
}

const LONGEST_TIMER_MS = 2 ** 31 - 1; // a longer one would fire at once

export function createAdmission(options: AdmissionOptions): Admission {
  const { now = () => new Date() } = options;
  const taken = new Map<string, number>();
  const visitors = new Set<Visitor>();

  const take = (name: string, most: number, ended: AbortSignal): boolean => {
    const count = taken.get(name) ?? 0;
    if (count >= most) return false;
    taken.set(name, count + 1);
    const giveBack = () => {
      const rest = (taken.get(name) ?? 1) - 1;
      if (rest > 0) taken.set(name, rest);
      else taken.delete(name);
    };
    ended.addEventListener('abort', giveBack, { once: true });
    return true;
  };
  const expireAt = (timeMs: number, { ended, expire }: Visitor): void => {
    const restMs = () => timeMs - now().getTime();
    const ring = () => (restMs() > 0 ? set() : expire('Token expired'));
    let timer: NodeJS.Timeout;
    const set = () => {
      timer = setTimeout(ring, Math.min(Math.max(restMs(), 0), LONGEST_TIMER_MS));
    };
    set();
    ended.addEventListener('abort', () => clearTimeout(timer), { once: true });
  };

  return {
    requireLasting: (principal) => {
      // The authenticator is lenient by some seconds; a connection that would end at once is not worth opening.
      const endsAtMs = principalEndsAtMs(principal);
      if (endsAtMs === undefined || endsAtMs > now().getTime()) return principal;
      throw new RequestError('UNAUTHENTICATED', 'The token has expired.');
    },
    admit: (visitor) => {
      const { principal, address, ended } = visitor;
      if (ended.aborted) return false;
      const anonymous = principal.kind === 'anonymous';
      const name = anonymous ? `address:${address}` : principalKey(principal);
      if (!take(name, anonymous ? options.perAnonymousAddress : options.perPrincipal, ended)) return false;
      const endsAtMs = principalEndsAtMs(principal);
      if (endsAtMs !== undefined) expireAt(endsAtMs, visitor);
      visitors.add(visitor);
      ended.addEventListener('abort', () => visitors.delete(visitor), { once: true });
      return true;
    },
    end: (hasEnded) => {
      for (const visitor of visitors) if (hasEnded(visitor.principal)) visitor.expire('Session ended');
    },
  };
}
