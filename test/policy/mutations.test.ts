import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RequestError } from '../../src/domain/errors.js';
import { type Caller, callersOf, isAmong, type Key, PEOPLE } from './callers.js';
import { isShutOut, keyVerdict, LIVE_KEYS, NAMED_TRIALS, nameOf } from './key-verdicts.js';
import { createStage, type Data, type Stage } from './stage.js';
import { THINGS } from './things.js';
import { TRIALS, type Trial } from './verdicts.js';

let stage: Stage;
beforeAll(async () => {
  stage = await createStage();
});
afterAll(() => stage.drop());

interface Refusal {
  code: string;
  message: string;
  field: string[] | null;
}
/** Mutations that answer no batch. */
const ONE_BY_ONE = ['createBusiness', 'updateBusiness', 'createApiKey', 'revokeApiKey'];

interface Payload {
  userErrors: Refusal[];
  results?: { error: Refusal | null }[];
}

/** Why it was refused; undefined where it was done. */
async function refusalOf(
  { mutation, input }: Pick<Trial, 'mutation' | 'input'>,
  caller: Caller,
): Promise<Refusal | undefined> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const error = '{ code message field }';
  const results = ONE_BY_ONE.includes(mutation) ? '' : `results { error ${error} }`;
  const source = `mutation ($input: ${type}!) { ${mutation}(input: $input) { userErrors ${error} ${results} } }`;
  const { data, errors } = await stage.takingBack(() => stage.ask(caller, source, { input }));
  const refused = errors?.[0]?.originalError;
  if (refused) {
    const code = refused instanceof RequestError ? refused.code : refused.message;
    return { code, message: refused.message, field: null };
  }
  const payload = (data as Data)[mutation] as Payload; // as asked for
  return payload.userErrors[0] ?? payload.results?.[0]?.error ?? undefined;
}

const verdictOn = async (trial: Trial, caller: Caller): Promise<string> =>
  (await refusalOf(trial, caller))?.code ?? 'DONE';

/** The input with an unknown id in the place of each that the caller does not see. */
function withoutUnseen(input: Trial['input'], caller: Caller): Trial['input'] {
  const unseen = new Set(THINGS.filter(({ who }) => !isAmong(who, caller)).map(({ id }) => id));
  const replaced: unknown = JSON.parse(JSON.stringify(input), (_, value: unknown) =>
    typeof value === 'string' && unseen.has(value) ? `${value}0` : value,
  );
  return replaced as Trial['input']; // the same shape
}

/** Who is told that it may not be, or that it is not there. */
function refusedBlindly(trial: Trial): Caller[] {
  const blindly = ['FORBIDDEN', 'NOT_FOUND'];
  return [
    ...callersOf(blindly.map((verdict) => trial.verdicts[verdict] ?? '').join(' ')),
    // What a key may write it knows to be there, read or not: an OWNER that it may not touch is FORBIDDEN.
    ...LIVE_KEYS.filter((key) => keyVerdict(trial, key) === 'NOT_FOUND' || isShutOut(trial, key)),
  ];
}

it('has a trial for each that the table of keys names', () => {
  expect(NAMED_TRIALS.filter((name) => !TRIALS.some((trial) => nameOf(trial) === name))).toEqual([]);
});

describe.each(TRIALS)('$mutation: $what', (trial) => {
  it('is answered to each caller as the table says', async () => {
    const wanted = new Map<Caller, string>([['nobody', 'UNAUTHENTICATED']]);
    for (const [verdict, who] of Object.entries(trial.verdicts)) {
      for (const caller of callersOf(who)) {
        expect(wanted.has(caller), `${caller} is named twice`).toBe(false);
        wanted.set(caller, verdict);
      }
    }
    const answered = new Map<Caller, string>();
    for (const caller of PEOPLE) answered.set(caller, await verdictOn(trial, caller));
    expect(Object.fromEntries(answered)).toEqual(
      Object.fromEntries(PEOPLE.map((caller) => [caller, wanted.get(caller)])),
    );
  });

  it('is answered to each API key as its scopes and its business say (I20, I40)', async () => {
    const answered: [Key, string, boolean][] = [];
    for (const key of LIVE_KEYS) {
      const refusal = await refusalOf(trial, key);
      answered.push([key, refusal?.code ?? 'DONE', refusal?.field === null]);
    }
    expect(answered).toEqual(LIVE_KEYS.map((key) => [key, keyVerdict(trial, key), isShutOut(trial, key)]));
  });

  it('is not done for a key that is revoked while it is asked', async () => {
    expect(['NOT_FOUND', 'FORBIDDEN']).toContain(await verdictOn(trial, 'keyRevoked'));
  });

  it('tells of what the caller does not see the same as of what is not there (G27)', async () => {
    for (const caller of refusedBlindly(trial)) {
      const unknown = { ...trial, input: withoutUnseen(trial.input, caller) };
      expect(await refusalOf(trial, caller), caller).toEqual(await refusalOf(unknown, caller));
    }
  });
});

it('leaves the ground as it was', async () => {
  const [row] = await stage.database.query<{ count: number }>('select count(*) from outbox');
  expect(row?.count).toBe(0);
  const [business] = await stage.database.query<{ count: number }>('select count(*) from business');
  expect(business?.count).toBe(4);
});
