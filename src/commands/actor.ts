import type { Principal } from '../auth/principal.js';
import type { Actor } from '../events/log.js';

/** What happens by itself: delivery, expiry, cascades. */
export const SYSTEM_ACTOR: Actor = { kind: 'SYSTEM' };

/** The principal as the log names who did it. */
export function actorOf(principal: Principal): Actor {
  switch (principal.kind) {
    case 'user':
      return { kind: 'USER', userId: principal.userId };
    case 'system':
      return SYSTEM_ACTOR;
    case 'apiKey':
      return { kind: 'API_KEY', apiKeyId: principal.apiKeyId };
    case 'anonymous':
      throw new Error(`Nothing is written in the name of ${principal.kind}`);
  }
}
