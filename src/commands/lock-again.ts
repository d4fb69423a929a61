/**
 * Thrown by a command that holds a business's row and finds that an invite is concerned which it did not lock before:
 * invites are locked first, so the transaction starts again with these too.
 */
export class LockAgain extends Error {
  constructor(readonly inviteIds: readonly string[]) {
    super('Invites are concerned that were not locked');
    this.name = 'LockAgain';
  }
}

/** Throws LockAgain unless all that is concerned is among the locked invites. */
export function lockAgainUnless(
  locked: ReadonlyMap<string, unknown>,
  concerned: readonly { inviteId: string }[],
): void {
  const missing = concerned.filter(({ inviteId }) => !locked.has(inviteId));
  if (missing.length > 0) throw new LockAgain(missing.map(({ inviteId }) => inviteId));
}

const MOST_ROUNDS = 10;

/** Runs `attempt` until it has found all invites concerned; `alsoLock` grows from round to round. */
export async function lockingAll<T>(attempt: (alsoLock: readonly string[]) => Promise<T>): Promise<T> {
  const alsoLock = new Set<string>();
  for (let round = 1; ; round++) {
    try {
      return await attempt([...alsoLock]);
    } catch (error) {
      if (!(error instanceof LockAgain) || round === MOST_ROUNDS) throw error;
      for (const id of error.inviteIds) alsoLock.add(id);
    }
  }
}
