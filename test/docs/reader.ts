import { expect, vi } from 'vitest';
import type { KeptMail } from '../../src/server/endpoints.js';
import { type Client, createClient, type Following, type GraphqlAnswer } from '../support/client.js';
import type { Step } from './guide.js';
import { Names } from './names.js';

/** The address in the guides: where `npm start` listens unless told. */
const PRINTED_URL = 'http://localhost:4000';
/** How long somebody looks at a list again, or at their mails, until what they wait for is there. */
const PATIENCE = { timeout: 5_000, interval: 20 };

/** Somebody who does what a guide says, with a demo, and compares what they see with what is printed. */
export interface Reader {
  follow(step: Step): Promise<void>;
  /** Ends what is still followed. */
  stop(): Promise<void>;
}

type StepOf<Kind> = Extract<Step, { kind: Kind }>;

/** A reader of one guide, at the demo with this address. */
export function createReader(url: string): Reader {
  const names = new Names();
  const streams = new Map<string, Following<unknown>>();

  const clientOf = async (who: string): Promise<Client> => createClient(url, await tokenOf(who));
  const tokenOf = async (who: string): Promise<string | undefined> => {
    if (who === 'nobody') return undefined;
    if (who.startsWith('<')) return names.fill(who);
    const response = await fetch(`${url}/dev/token?as=${who.toLowerCase()}`);
    expect(response.status, `there is a demo person ${who}`).toBe(200);
    return response.text();
  };
  const readMail = async (to: string, lines: readonly string[]): Promise<void> => {
    const mails = (await (await fetch(`${url}/dev/mail.json`)).json()) as KeptMail[]; // the shape that the route states
    const texts = mails.filter((mail) => mail.to === to).map(({ text }) => text.replaceAll(url, PRINTED_URL));
    if (!names.recognizeLines(texts[0] ?? '', lines)) throw new Error(`The newest mail to ${to} says:\n${texts[0]}`);
  };

  const ask = async ({ who, document, variables, isQuery, answer }: StepOf<'ask'>): Promise<void> => {
    const client = await clientOf(who);
    const input = names.fill(variables);
    const look = async () => expect(names.recognize(shown(await client.send(document, input)), answer)).toEqual(answer);
    // A mutation is asked once; a list may lag behind a mail that is just being sent.
    await (isQuery ? vi.waitFor(look, PATIENCE) : look());
  };
  const open = async ({ who, document, variables }: StepOf<'follow'>): Promise<void> => {
    await streams.get(who)?.stop();
    streams.set(who, (await clientOf(who)).follow(document, names.fill(variables)));
  };
  const receive = async ({ who, answer }: StepOf<'receive'>): Promise<void> => {
    const next = await streams.get(who)?.next();
    expect(names.recognize(next && shown(next), answer)).toEqual(answer);
  };

  return {
    follow: async (step) => {
      switch (step.kind) {
        case 'ask':
          return ask(step);
        case 'follow':
          return open(step);
        case 'receive':
          return receive(step);
        case 'mail':
          return vi.waitFor(() => readMail(step.who, step.lines), PATIENCE);
      }
    },
    stop: async () => {
      await Promise.all([...streams.values()].map((stream) => stream.stop()));
    },
  };
}

/** What the guides print of an answer: neither what it cost, nor where in the document an error is. */
const shown = ({ extensions: _, errors, ...answer }: GraphqlAnswer<unknown>): unknown => ({
  ...answer,
  ...(errors
    ? { errors: errors.map(({ message, path, extensions }) => ({ message, ...(path ? { path } : {}), extensions })) }
    : {}),
});
