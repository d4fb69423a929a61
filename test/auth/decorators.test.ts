import 'reflect-metadata';
import { type ExecutionResult, execute, parse, subscribe } from 'graphql';
import { Arg, buildSchemaSync, Field, InputType, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { beforeEach, describe, expect, it } from 'vitest';
import { Allow, accessOf, Public, requireAccess } from '../../src/auth/decorators.js';
import { ANONYMOUS, type ApiKeyScope, type Principal, SYSTEM } from '../../src/auth/principal.js';

const ran: string[] = [];

@InputType()
class ProbeInput {
  @Field(() => String, { nullable: true })
  businessId?: string;
}

@Resolver()
class ProbeResolver {
  @Allow('business:see')
  @Query(() => String, { nullable: true })
  seen(): null {
    ran.push('seen');
    return null;
  }

  @Query(() => String, { nullable: true })
  forgotten(): null {
    return null;
  }

  @Mutation(() => String, { nullable: true })
  @Allow('invite:create')
  invite(@Arg('input', () => ProbeInput) input: ProbeInput): string {
    ran.push('invite');
    return input.businessId ?? 'none';
  }

  @Allow('business:create')
  @Mutation(() => String, { nullable: true })
  create(): string {
    ran.push('create');
    return 'created';
  }

  @Public()
  @Mutation(() => String, { nullable: true })
  open(): string {
    return 'open';
  }

  @Allow('stream:follow')
  @Subscription(() => String, {
    // A @Subscription's subscribe is called without middlewares, so the check stands in it.
    subscribe: ({ context }) => {
      requireAccess(context.principal, 'stream:follow');
      return one();
    },
  })
  changed(@Root() change: string): string {
    return change;
  }
}

async function* one(): AsyncGenerator<string> {
  yield 'changed';
}

const schema = buildSchemaSync({
  resolvers: [ProbeResolver],
  validate: false,
  pubSub: { publish: () => {}, subscribe: () => one() },
});

const USER: Principal = { kind: 'user', userId: 'u', tokenExpiresAtMs: Number.MAX_SAFE_INTEGER };
const keyWith = (...scopes: ApiKeyScope[]): Principal => ({
  kind: 'apiKey',
  apiKeyId: 'key_1',
  businessId: 'acme',
  scopes,
});

/** The data, or the codes of the errors. */
async function answer(document: string, principal: Principal): Promise<unknown> {
  const args = { schema, document: parse(document), contextValue: { principal } };
  const result = document.startsWith('subscription') ? await subscribe(args) : await execute(args);
  if (Symbol.asyncIterator in result) return first(result);
  return read(result);
}

const first = async (stream: AsyncGenerator<ExecutionResult, void, void>) =>
  read((await stream.next()).value as ExecutionResult); // one is there
const read = ({ data, errors }: ExecutionResult): unknown =>
  errors?.map(({ originalError }) => (originalError as { code?: string } | undefined)?.code) ?? { ...data };

const INVITE_OWN = 'mutation { invite(input: { businessId: "acme" }) }';
const INVITE_OTHER = 'mutation { invite(input: { businessId: "beta" }) }';

beforeEach(() => {
  ran.length = 0;
});

describe('what a root field states', () => {
  it('can be read off the built schema, and so can that nothing was stated', () => {
    const stated = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
      Object.values(type?.getFields() ?? {}).map((field) => [field.name, accessOf(field)]),
    );
    expect(Object.fromEntries(stated)).toEqual({
      seen: 'business:see',
      forgotten: undefined,
      invite: 'invite:create',
      create: 'business:create',
      open: 'public',
      changed: 'stream:follow',
    });
  });
});

describe('the coarse check at a root field', () => {
  it.each<[string, string, Principal, unknown]>([
    ['a mutation by nobody', INVITE_OWN, ANONYMOUS, ['UNAUTHENTICATED']],
    ['a mutation by nobody without a business', 'mutation { create }', ANONYMOUS, ['UNAUTHENTICATED']],
    ['a mutation by the system', INVITE_OWN, SYSTEM, ['FORBIDDEN']],
    ['a mutation by a key without the scope', INVITE_OWN, keyWith('READ'), ['FORBIDDEN']],
    ['a mutation that is open to no key', 'mutation { create }', keyWith('READ', 'INVITES_WRITE'), ['FORBIDDEN']],
    ['a subscription by nobody', 'subscription { changed }', ANONYMOUS, ['UNAUTHENTICATED']],
    ['a subscription by a key without READ', 'subscription { changed }', keyWith('INVITES_WRITE'), ['FORBIDDEN']],
  ])('refuses %s, before its resolver runs', async (_, document, principal, expected) => {
    expect(await answer(document, principal)).toEqual(expected);
    expect(ran).toEqual([]);
  });

  it.each<[string, string, Principal, unknown]>([
    ['a mutation by a user', INVITE_OWN, USER, { invite: 'acme' }],
    ['a mutation by a key with the scope', INVITE_OWN, keyWith('INVITES_WRITE'), { invite: 'acme' }],
    [
      'a key at a business that is not its own, which it is told does not exist',
      INVITE_OTHER,
      keyWith('READ'),
      { invite: 'beta' },
    ],
    ['what is public, by nobody', 'mutation { open }', ANONYMOUS, { open: 'open' }],
    ['a query by nobody, which the policy answers with null', '{ seen }', ANONYMOUS, { seen: null }],
    ['a subscription by a key with READ', 'subscription { changed }', keyWith('READ'), { changed: 'changed' }],
    ['a subscription by a user', 'subscription { changed }', USER, { changed: 'changed' }],
  ])('lets through %s', async (_, document, principal, expected) => {
    expect(await answer(document, principal)).toEqual(expected);
  });
});
