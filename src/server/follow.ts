import {
  createSourceEventStream,
  type ExecutionResult,
  execute,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
} from 'graphql';
import { principalKey } from '../auth/principal.js';
import { Follower } from '../events/hub.js';
import type { SharedFields } from '../resolvers/shared-answers.js';
import type { CreateContext } from './apollo.js';
import { DEADLINE_MS, withDeadline } from './deadline.js';
import { presentErrors } from './errors.js';
import { Lane, type LaneOptions, type Reader } from './lane.js';
import type { Log } from './log.js';
import type { DeliveryObserver } from './observers.js';
import { type Sharing, sharingOf } from './sharing.js';
import { type Answer, type Following, Subscriber, type Subscription } from './subscriber.js';

export interface FollowOptions {
  schema: GraphQLSchema;
  /** Called for the start and again for each event: loaders that outlive an event would answer with what was. */
  createContext: CreateContext;
  /** Answers that are the same for all who may follow a stream. */
  shared: SharedFields;
  log: Log;
  observer?: DeliveryObserver;
}

/** Begins a subscription. It is refused by a result too, so that all transports tell it alike. */
export type Follow = (subscription: Subscription) => Following;

/**
 * The one delivery under every transport: subscribes, executes the operation for each change, and has the result sent.
 *
 * Who follows the same stream with the same document and variables shares a lane: a change is read, executed and written as
 * JSON once and goes to all of them, if its answer is the same for everybody (`SHARED_ANSWERS`), else once per principal. A
 * change that cannot be executed, a source that fails and a right that is lost each end the subscription with one last
 * result of `data: null` and errors; nothing is skipped.
 */
export function createFollow(options: FollowOptions): Follow {
  const heads = new Map<string, Lane>(); // of each key, the lane that is furthest
  const sharings = new WeakMap<OperationDefinitionNode, Sharing>();
  const sources = new WeakMap<Subscriber, { key: string; source: Follower }>();

  function sharing(subscription: Subscription): Sharing {
    const operation = operationOf(subscription);
    const known = sharings.get(operation);
    if (known) return known;
    const found = sharingOf(subscription.document, operation, options.shared);
    sharings.set(operation, found);
    return found;
  }

  const laneOptions: LaneOptions = {
    delivered: (subscribers, occurredAt) => options.observer?.delivered(subscribers, occurredAt),
    execute: (subscriber, event) => executeEvent(options, subscriber, event),
    failure: ({ subscription }, error) => failure(options, subscription, error),
    judge: (subscriber, seen) => sources.get(subscriber)?.source.judge(seen) ?? Promise.reject(new Error('No source')),
    enter,
    close: (lane) => {
      if (lane.key !== undefined && heads.get(lane.key) === lane) heads.delete(lane.key);
    },
    merge: (lane) => {
      const head = lane.key === undefined ? lane : (heads.get(lane.key) ?? lane);
      if (head !== lane && head.seq > lane.seq) return false;
      if (head === lane || head.seq < lane.seq) {
        if (lane.key !== undefined) heads.set(lane.key, lane);
        return false;
      }
      for (const member of lane.members) {
        member.seq = lane.seq;
        head.join(member);
      }
      lane.members.clear();
      return true;
    },
  };

  function enter(subscriber: Subscriber, behindSeq: number): void {
    const found = sources.get(subscriber);
    if (!found) return;
    const { key, source } = found;
    const head = heads.get(key);
    subscriber.seq = behindSeq;
    if (head?.seq === behindSeq) head.join(subscriber);
    else openLane(subscriber, key, source);
  }

  function openLane(subscriber: Subscriber, key: string, source: Follower): void {
    const { seq: afterSeq, access: judgedAccess } = subscriber;
    const judge = (seen: number): Promise<number> => lane.judge(seen);
    const lane = new Lane(key, source.lead({ afterSeq, judgedAccess, judge }), laneOptions);
    if ((heads.get(key)?.seq ?? -1) < afterSeq) heads.set(key, lane);
    lane.join(subscriber);
    void lane.run(); // never throws
  }

  async function begin(subscriber: Subscriber): Promise<void> {
    const { subscription } = subscriber;
    try {
      if (subscription.refusal) throw subscription.refusal;
      const source = await openSource(options, subscription);
      if (subscriber.hasEnded) return void Promise.resolve(source.return?.()).catch(() => {});
      subscriber.begin();
      if (!(source instanceof Follower)) return beginAlone(subscriber, source);
      subscriber.access = source.access;
      sources.set(subscriber, { key: laneKey(subscriber, source), source });
      enter(subscriber, source.seq);
    } catch (error) {
      void subscriber.send(failure(options, subscription, error));
      subscriber.end();
    }
  }

  function beginAlone(subscriber: Subscriber, source: Reader): void {
    const lane = new Lane(undefined, source, laneOptions);
    lane.join(subscriber);
    void lane.run(); // never throws
  }

  return (subscription) => {
    const subscriber = new Subscriber(subscription, sharing(subscription));
    void begin(subscriber); // never throws
    return subscriber;
  };
}

/** Whoever has this in common is told the same of every change. */
function laneKey({ subscription, sharing }: Subscriber, source: Follower): string {
  const { document, variables, operationName, caller } = subscription;
  const person = sharing.alike && !source.personal ? null : principalKey(caller.principal);
  const values = sharing.variables.map((name) => variables[name]);
  return JSON.stringify([source.streamKey, idOf(document), operationName, values, person]);
}

const ids = new WeakMap<object, number>();
let lastId = 0;

/** A number for a document: the same text is parsed once, and its tree is kept. */
function idOf(document: object): number {
  const id = ids.get(document) ?? ++lastId;
  ids.set(document, id);
  return id;
}

async function openSource(options: FollowOptions, subscription: Subscription): Promise<Reader> {
  const contextValue = await options.createContext(subscription.caller);
  const source = await createSourceEventStream({ ...argumentsOf(options, subscription), contextValue });
  if (source instanceof Follower) return source;
  if (Symbol.asyncIterator in source) return source[Symbol.asyncIterator]();
  throw source.errors?.[0] ?? new Error('A subscription gave neither events nor errors');
}

async function executeEvent(options: FollowOptions, { subscription }: Subscriber, event: unknown): Promise<Answer> {
  try {
    const contextValue = await options.createContext(subscription.caller);
    const work = execute({ ...argumentsOf(options, subscription), contextValue, rootValue: event });
    return toAnswer(options, subscription, await withDeadline(work, DEADLINE_MS));
  } catch (error) {
    return failure(options, subscription, error);
  }
}

function argumentsOf({ schema }: FollowOptions, { document, variables, operationName }: Subscription) {
  return { schema, document, variableValues: variables, operationName: operationName ?? null };
}

function toAnswer({ log }: FollowOptions, { caller }: Subscription, { data, errors }: ExecutionResult): Answer {
  if (!errors) return { text: JSON.stringify({ data }), erroneous: false, fatal: false };
  const told = presentErrors(errors, { requestId: caller.requestId, log });
  const fatal = data === null || data === undefined;
  return { text: JSON.stringify({ data: data ?? null, errors: told }), erroneous: true, fatal };
}

const failure = (options: FollowOptions, subscription: Subscription, error: unknown): Answer =>
  toAnswer(options, subscription, { data: null, errors: [error] as never }); // presented as whatever it is

function operationOf({ document, operationName }: Subscription): OperationDefinitionNode {
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new Error('The document has no such operation');
  return operation;
}
