import type { Principal, UserPrincipal } from '../auth/principal.js';
import type { Caller, Identity } from '../commands/identity.js';
import type { Write } from '../commands/run-mutation.js';
import type { Hub } from '../events/hub.js';
import type { Loaders } from '../queries/loaders.js';
import type { ReadContext } from '../queries/read-context.js';

/** What every resolver is given: who calls, and the ways to read, to write and to follow. */
export interface GatewayContext {
  readonly principal: Principal;
  readonly requestId: string;
  /** For lists: one statement per page. */
  readonly read: ReadContext;
  /** For what hangs on things that are there. Made anew after each mutation, so that its answer shows what it wrote. */
  readonly loaders: Loaders;
  /** Loaders that have seen nothing yet, for what lives longer than a request. */
  freshLoaders(): Loaders;
  readonly hub: Hub;
  /** For accounts, sessions and keys. */
  readonly identity: Identity;
  /** From where the request comes, for limits. */
  readonly caller: Caller;
  /** Most open invites of a business. */
  readonly openInviteLimit: number;
  /** Carries out a mutation in one transaction, under its idempotency key. */
  readonly write: Write;
  /** The answer of the mutation under way is for somebody who has just proven who they are: it shows what they may see. */
  answerAs(viewer: UserPrincipal): void;
}
