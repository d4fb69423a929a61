/**
 * Refusals that belong to a mutation: answered in `userErrors` or with the item of the batch that they concern.
 * In the order in which verdicts are given: where several apply to one item, the first of these is the answer.
 */
export const MEMBERSHIP_ERROR_CODES = [
  'INVALID_INPUT',
  'BATCH_TOO_LARGE',
  'IDEMPOTENCY_CONFLICT',
  'NOT_FOUND',
  'FORBIDDEN',
  'EMAIL_NOT_VERIFIED',
  'WRONG_RECIPIENT',
  'INVITE_NOT_PENDING',
  'INVITE_EXPIRED',
  'INVALID_CREDENTIALS',
  'WEAK_PASSWORD',
  'ROLE_CEILING',
  'LAST_OWNER',
  'NOT_A_PARTNER',
  'CANNOT_RESHARE',
  'GRANT_CEILING',
  'LEVEL_NOT_APPLICABLE',
  'ASSET_NOT_REQUESTABLE',
  'SELF_INVITE',
  'ALREADY_MEMBER',
  'ALREADY_PARTNER',
  'ALREADY_INVITED',
  'SEAT_LIMIT',
  'PENDING_LIMIT',
  'ABORTED',
] as const;
export type MembershipErrorCode = (typeof MEMBERSHIP_ERROR_CODES)[number];

/** An expected refusal. `field` is the path into the mutation's arguments, e.g. `['input', 'invitees', '2', 'email']`. */
export interface Refusal {
  code: MembershipErrorCode;
  message: string;
  field?: string[] | undefined;
}

const RANK = new Map(MEMBERSHIP_ERROR_CODES.map((code, index) => [code, index]));

/** The refusal that is the answer where several apply: the first in the order above, and of one code the first given. */
export function firstRefusal(refusals: readonly (Refusal | undefined)[]): Refusal | undefined {
  const given = refusals.filter((refusal) => refusal !== undefined);
  return given.sort((one, other) => rankOf(one) - rankOf(other))[0];
}

const rankOf = ({ code }: Refusal): number => RANK.get(code) ?? 0;

const RETRYABLE: ReadonlySet<MembershipErrorCode> = new Set(['SEAT_LIMIT', 'PENDING_LIMIT', 'ABORTED']);

/** Whether the same call may succeed later without being changed. */
export const isRetryable = (code: MembershipErrorCode): boolean => RETRYABLE.has(code);

/** What ends a whole operation, told as a top-level GraphQL error with this code in its extensions. */
export type RequestErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'BAD_USER_INPUT'
  | 'RATE_LIMITED'
  | 'QUERY_TOO_COMPLEX'
  | 'CURSOR_INVALID'
  | 'CURSOR_EXPIRED';

/** Thrown where an operation cannot be answered at all; `server/errors.ts` maps it. Its message reaches the client. */
export class RequestError extends Error {
  constructor(
    readonly code: RequestErrorCode,
    message: string,
  ) {
    super(message);
    this.name = 'RequestError';
  }
}
