import { createHash, timingSafeEqual } from 'node:crypto';
import { RequestError } from '../domain/errors.js';
import { HttpError } from './answer.js';
import type { Route } from './http.js';

/** Carries the router's secret; in `connection_init` it stands under the same name. */
export const ROUTER_HEADER = 'x-router-secret';

/** Tells the router of a supergraph from other callers, and keeps for it what is its alone. */
export interface RouterGate {
  /** Whether there is a secret to tell the router by. */
  readonly guarded: boolean;
  /** Whether one of what was given is a secret of the router. */
  isRouter(...given: unknown[]): boolean;
  /** Whether an operation of these root fields may be asked. */
  admits(fields: readonly string[], router: boolean): boolean;
  /** Whether anybody may read the schema's text. */
  readonly showsSchema: boolean;
  /** A route for who may read the schema's text. Throws `HttpError` 403. */
  guard(answer: Route['answer']): Route['answer'];
}

export interface RouterGateOptions {
  /** Any of them is good, so that they can be changed one after the other. None: there is nothing to tell the router by. */
  secrets: readonly string[];
  introspection: boolean;
}

/**
 * With a secret, `_service`, `_entities` and the schema's text are for the router. Without one `_entities` is for all, since
 * the policy judges the viewer in any case, and the schema is shown where introspection is on.
 */
export function createRouterGate({ secrets, introspection }: RouterGateOptions): RouterGate {
  const known = secrets.map(digest);
  const guarded = known.length > 0;
  // Of equal length by the digest, and each is compared whole: the time tells nothing of a secret.
  const isSecret = (given: unknown): boolean =>
    typeof given === 'string' && known.filter((secret) => timingSafeEqual(secret, digest(given))).length > 0;
  const isRouter = (...given: unknown[]): boolean => given.some(isSecret);
  const mayReadSchema = (router: boolean): boolean => (guarded ? router : introspection);

  return {
    guarded,
    isRouter,
    admits: (fields, router) => {
      if (fields.includes('_service') && !mayReadSchema(router)) return false;
      return !(fields.includes('_entities') && guarded && !router);
    },
    showsSchema: guarded || introspection,
    guard: (answer) => (request) => {
      if (!mayReadSchema(isRouter(request.message.headers[ROUTER_HEADER]))) throw new HttpError(403, MESSAGE);
      return answer(request);
    },
  };
}

const MESSAGE = `This is for the router alone, which sends ${ROUTER_HEADER}`;

/** What everybody else is told. */
export const notTheRouter = (): RequestError => new RequestError('FORBIDDEN', MESSAGE);

const digest = (secret: string): Buffer => createHash('sha256').update(secret).digest();
