import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RequestError } from '../../src/domain/errors.js';
import { CALLERS, type Caller, callersOf, isAmong } from './callers.js';
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
  const results = 'createBusiness updateBusiness'.includes(mutation) ? '' : `results { error ${error} }`;
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
    for (const caller of CALLERS) answered.set(caller, await verdictOn(trial, caller));
    expect(Object.fromEntries(answered)).toEqual(
      Object.fromEntries(CALLERS.map((caller) => [caller, wanted.get(caller)])),
    );
  });

  it('tells of what the caller does not see the same as of what is not there (G27)', async () => {
    for (const caller of callersOf(`${trial.verdicts.FORBIDDEN ?? ''} ${trial.verdicts.NOT_FOUND ?? ''}`)) {
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
