import type { CallRequest } from './fleet.js';
import { count, type Game } from './game.js';
import type { Random } from './random.js';

interface Item {
  error: { code: string; message: string } | null;
}

interface Payload<Result extends Item> {
  results: Result[];
  userErrors: { code: string; message: string }[];
}

/**
 * Calls one of the servers, and sometimes the other once more: the same key must give the same answer. Counts what became
 * of the items, or of the call as a whole, and returns the items.
 */
export async function call<Data, Variables, Result extends Item>(
  game: Game,
  random: Random,
  move: string,
  {
    payloadOf,
    ...request
  }: CallRequest<Data, Variables> & { payloadOf: (data: Data) => Payload<Result> | null | undefined },
): Promise<Result[]> {
  const first = random.below(2);
  const payload = payloadOf(await game.fleet.call(first, request));
  game.calls++;
  if (!payload) throw new Error(`${move} was not answered`);
  if (random.below(10) === 0) {
    const again = payloadOf(await game.fleet.call(first + 1, request));
    if (!again || !areSame(payload, again)) {
      throw new Error(`One key, two answers: ${JSON.stringify(payload)} and ${JSON.stringify(again)}`);
    }
    count(game.tally, `${move} repeated`);
  }
  for (const { code } of payload.userErrors) count(game.tally, `${move} call ${code}`);
  for (const { error } of payload.results) count(game.tally, `${move} ${error?.code ?? 'ok'}`);
  return payload.results;
}

/** The same refusals, and the same things: except what is gone by now, or no longer the player's to see. */
function areSame<Result extends Item>(one: Payload<Result>, other: Payload<Result>): boolean {
  if (verdicts(one) !== verdicts(other)) return false;
  return one.results.every((result, index) => {
    const [before, after] = [thingOf(result), thingOf(other.results[index] ?? {})];
    return before === undefined || after === undefined || before === after;
  });
}

const verdicts = ({ results, userErrors }: Payload<Item>): string =>
  JSON.stringify([userErrors, results.map(({ error }) => [error?.code, error?.message])]);

/** The id of what an item answers with, whatever that is. */
function thingOf(result: object): string | undefined {
  for (const value of Object.values(result) as unknown[]) {
    if (value instanceof Object && 'id' in value && typeof value.id === 'string') return value.id;
  }
  return undefined;
}

export const acknowledge = (game: Game, inviteId: string, status: string): void => {
  count(game.acknowledged, `${inviteId} ${status}`);
};
