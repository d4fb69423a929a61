import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { RequestError } from '../../src/domain/errors.js';
import { type Gateway, startGateway } from '../events/changes.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type Receiver, startReceiver } from './callback-receiver.js';
import { type Client, signIn, subscribe } from './socket-client.js';
import { eventually } from './source.js';
import { startServer, type TestServer, testSchema } from './support.js';

// The delivery over a true log, with a schema whose executions can be counted. What `stage` holds changes with each test.

export const stage = {
  stream: '',
  executions: [] as { seq: number; by: string }[],
  /** Who was judged, in this order. */
  judged: [] as string[],
  refused: new Set<string>(),
  /** Stands in each result. */
  text: '',
  duringExecution: async (_by: string): Promise<void> => {},
  /** Before a change is taken, by each lane. */
  duringMatch: async (_seq: number): Promise<void> => {},
};

export const SHARED = 'subscription { endless }';
export const PERSONAL = 'subscription { whoami }';
export const FROM = 'subscription ($after: Int) { resumed(after: $after) }';

let test: TestDatabase;
export let server: TestServer;
/** Where changes may be sent by callback. */
export let receiver: Receiver;
let streams = 0;
/** How many have been given a place in a stream. */
export let begun = 0;
export let gateway: Gateway;
const clients: Client[] = [];

async function judge(userId: string): Promise<number> {
  stage.judged.push(userId);
  const statement = 'select access from stream_head where stream_key = $1';
  const [head] = await gateway.database.query<{ access: number }>(statement, [stage.stream]);
  if (stage.refused.has(userId)) throw new RequestError('FORBIDDEN', 'No more.');
  return head?.access ?? 0;
}

async function follow(userId: string, after: number | undefined) {
  const judgedAccess = await judge(userId);
  const afterSeq = after ?? (await gateway.hub.position(stage.stream));
  begun++;
  return gateway.hub.follow({
    streamKey: stage.stream,
    afterSeq,
    judgedAccess,
    judge: () => judge(userId),
    matches: async ({ seq }) => {
      await stage.duringMatch(seq);
      return true;
    },
  });
}

function createSchema() {
  const schema = testSchema({});
  for (const [name, field] of Object.entries(schema.getSubscriptionType()?.getFields() ?? {})) {
    field.subscribe = (_root, { after }, { principal }) => follow(principal.userId, after);
    field.resolve = async ({ seq }, _args, { principal }) => {
      stage.executions.push({ seq, by: principal.userId });
      await stage.duringExecution(principal.userId);
      if (name === 'resumed') return seq;
      return name === 'whoami' ? principal.userId : `${seq}:${stage.text}`;
    };
  }
  return schema;
}

beforeAll(async () => {
  test = await createTestDatabase();
  gateway = await startGateway(test.url);
  const shared = { resumed: true, endless: true } as const;
  receiver = await startReceiver();
  const limits = { perPrincipal: 1_000, drainMs: 1_000, callbackRetryMs: [2_000] };
  server = await startServer({ schema: createSchema(), shared, limits, callbackOrigins: [receiver.origin] });
});
afterAll(async () => {
  await server.stop();
  await receiver.stop();
  await gateway.stop();
  await test.drop();
});
beforeEach(() => {
  stage.stream = `b:lanes-${++streams}`;
  stage.executions = [];
  stage.judged = [];
  stage.refused.clear();
  receiver.letters.splice(0);
  receiver.oblige();
  stage.text = '';
  stage.duringExecution = async () => {};
  stage.duringMatch = async () => {};
});
afterEach(() => {
  for (const client of clients.splice(0)) client.ws.terminate();
});

export async function connectAs(person: string): Promise<Client> {
  const client = await signIn(server, person);
  clients.push(client);
  return client;
}

/** Follows so many times, and comes back when all have a place in the stream. */
export async function followAll(client: Client, document: string, count: number, variables = {}): Promise<void> {
  const before = begun;
  for (let index = 0; index < count; index++) subscribe(client, `s${index}`, document, variables);
  await eventually(() => begun === before + count, 20_000);
}

export const results = (client: Client) => client.messages.filter((message) => message.type === 'next');

/** What the operation of this id has brought. */
export const valuesOf = (client: Client, id: string) =>
  results(client)
    .filter((message) => message.id === id)
    .map((message) => Object.values(message.payload?.data ?? {})[0]);

/** The numbers of the changes that a shared subscription has brought. */
export const seqsOf = (client: Client, id = 's0'): number[] =>
  valuesOf(client, id).flatMap((value) => (value ? [Number.parseInt(String(value), 10)] : []));
