import { createApiKeys } from '../auth/api-keys.js';
import { type Authenticator, createAuthenticator } from '../auth/authenticate.js';
import { isSessionLive } from '../auth/live-session.js';
import type { Principal } from '../auth/principal.js';
import { createRevocations, replacedSubject, sessionSubject } from '../auth/revocations.js';
import { createIdentity, type Identity } from '../commands/identity.js';
import { rememberUsers } from '../commands/remember-users.js';
import { runSystem } from '../commands/run-mutation.js';
import type { Config } from '../config.js';
import type { Database } from '../database/data-source.js';
import { SECOND_MS } from '../domain/limits.js';
import { createJobLoop } from '../jobs/job-loop.js';
import type { Log } from './log.js';
import { createRateLimits } from './rate-limits.js';

export interface AccessOptions {
  config: Pick<Config, 'auth' | 'secretKeys' | 'rateLimits'>;
  database: Database;
  log: Log;
  clock?: (() => Date) | undefined;
}

/** Who may come in: what signing in needs, what requests are judged by, and the loops that keep both up to date. */
export interface Access {
  identity: Identity;
  authenticator: Authenticator;
  /**
   * Called when sessions have ended or secrets were replaced, here or elsewhere, with the question whether a principal came
   * with one of them.
   */
  onSessionsEnded(listener: (hasEnded: (principal: Principal) => boolean) => void): void;
  /** Reads what has been revoked, and goes on doing so every second. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function createAccess({ config, database, log, clock }: AccessOptions): Access {
  const { auth, secretKeys } = config;
  const now = clock ? { now: clock } : {};
  const revocations = createRevocations(database);
  const apiKeys = createApiKeys(database, { revocations, ...now });
  const rateLimits = createRateLimits(database, { on: config.rateLimits });
  const authenticator = createAuthenticator({
    auth,
    secretKeys,
    rememberUser: async (claims) => void (await runSystem(database, (tx) => rememberUsers(tx, [claims]))),
    isSessionLive: (sessionId) => isSessionLive(database, sessionId),
    revocations,
    apiKeys,
    ...now,
  });
  const reading = createJobLoop('revocations', SECOND_MS, () => revocations.read(), log);
  const writing = createJobLoop('uses of API keys', SECOND_MS, () => apiKeys.writeUses(), log);
  return {
    identity: createIdentity({ database, rateLimits, revocations, auth, secretKeys }),
    authenticator,
    onSessionsEnded: (listener) => {
      revocations.onRevoked((subjects) => listener((principal) => subjects.has(subjectOf(principal) ?? '')));
    },
    start: async () => {
      await revocations.read();
      reading.start();
      writing.start();
    },
    stop: async () => {
      await Promise.all([reading.stop(), writing.stop()]);
      await apiKeys.writeUses({ all: true }).catch((error: unknown) => {
        log.warn({ err: error }, 'the last uses of API keys could not be written');
      });
    },
  };
}

/** What ends the connections of a principal. */
function subjectOf(principal: Principal): string | undefined {
  if (principal.kind === 'user') return principal.sessionId && sessionSubject(principal.sessionId);
  if (principal.kind === 'apiKey') return principal.secretHash && replacedSubject(principal.secretHash);
  return undefined;
}
