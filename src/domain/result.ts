import type { MembershipErrorCode, Refusal } from './errors.js';

/** The verdict on one thing: what may be done, or why not. */
export type Result<T> = { ok: true; value: T } | { ok: false; error: Refusal };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

/** A refusal in words for people; `field` leads into the arguments of the mutation. */
export const refuse = (
  code: MembershipErrorCode,
  message: string,
  field?: string[],
): { ok: false; error: Refusal } => ({
  ok: false,
  error: { code, message, field },
});
