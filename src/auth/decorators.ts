import type { GraphQLField } from 'graphql';
import { createMethodMiddlewareDecorator, Extensions } from 'type-graphql';
import { RequestError } from '../domain/errors.js';
import { type Action, admits } from './policy.js';
import type { Principal } from './principal.js';

/** What stands at a root field: the action that it is about, or that everybody may use it. */
export type Access = Action | 'public';

/**
 * States what a root field is about, and refuses before its resolver runs who can never have that right: UNAUTHENTICATED or
 * FORBIDDEN as the error of the operation. Only mutations: a query by nobody is answered with null by the policy, and a
 * subscription has no resolver to stand before when it starts, so its `subscribe` calls `requireAccess`.
 */
export function Allow(action: Action): MethodDecorator {
  const guard = createMethodMiddlewareDecorator<{ principal: Principal }>(({ context, args, info }, next) => {
    if (info.operation.operation === 'mutation' && !namesForeignBusiness(context.principal, args)) {
      requireAccess(context.principal, action);
    }
    return next();
  });
  return withAccess(action, guard);
}

/** States that a root field is for everybody, also without a token. */
export const Public = (): MethodDecorator => withAccess('public');

/** Throws UNAUTHENTICATED or FORBIDDEN for who can never have the right to `action`, whatever it would be done to. */
export function requireAccess(principal: Principal, action: Action): void {
  const admission = admits(principal, action);
  if (admission === 'unauthenticated') throw new RequestError('UNAUTHENTICATED', 'Sign in to do this.');
  if (admission === 'forbidden') {
    throw new RequestError('FORBIDDEN', 'This is not open to an API key, or not to one with these scopes.');
  }
}

/** What was stated at this root field; undefined where it was forgotten. */
export const accessOf = (field: Pick<GraphQLField<unknown, unknown>, 'extensions'>): Access | undefined =>
  field.extensions.access as Access | undefined; // written by `withAccess` alone

function withAccess(access: Access, guard?: MethodDecorator): MethodDecorator {
  return (target, key, descriptor) => {
    Extensions({ access })(target, key, descriptor);
    guard?.(target, key, descriptor);
  };
}

/** To a key a business that is not its own does not exist, which the command answers: NOT_FOUND goes before FORBIDDEN. */
function namesForeignBusiness(principal: Principal, args: Record<string, unknown>): boolean {
  if (principal.kind !== 'apiKey') return false;
  const input = args.input;
  const businessId =
    typeof input === 'object' && input !== null && 'businessId' in input ? input.businessId : undefined;
  return typeof businessId === 'string' && businessId !== principal.businessId;
}
