import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLError,
  type GraphQLSchema,
} from 'graphql';
import { DEADLINE_MS, withDeadline } from './deadline.js';

/** What a source may add to its events: asked after the execution and before the delivery; throws when the right was lost. */
export interface Confirmable {
  confirm(): Promise<void>;
}

export interface FollowOptions {
  schema: GraphQLSchema;
  /** Parsed and validated; its operation is a subscription. */
  document: DocumentNode;
  variables?: Readonly<Record<string, unknown>> | undefined;
  operationName?: string | undefined;
  /** Called for the start and again for each event: loaders that outlive an event would answer with what was. */
  createContext: () => object | Promise<object>;
  /** What clients are told of errors. */
  present: (errors: readonly unknown[]) => GraphQLError[];
}

const DONE = { done: true, value: undefined } as const;

/**
 * The one delivery under every transport: subscribes, executes the operation for each event, and yields what is to be sent.
 *
 * It pulls: the source is asked for its next event when the consumer asks for the next result. A change that cannot be
 * executed, a source that throws, and a right that is lost each end the stream with one last result of `data: null` and
 * errors; nothing is skipped. After `return()` nothing follows, and the source is told at once, even while it is being read.
 */
export function follow(options: FollowOptions): AsyncGenerator<ExecutionResult, undefined, undefined> {
  let source: AsyncIterator<unknown> | undefined;
  let closed = false;
  let release: ((result: IteratorReturnResult<undefined>) => void) | undefined;

  const results = deliver(options, (opened) => {
    source = opened;
    if (closed) leave(source);
  });
  const close = () => {
    if (closed) return DONE;
    closed = true;
    release?.(DONE);
    leave(source);
    void results.return(undefined);
    return DONE;
  };

  return {
    next: () => {
      if (closed) return Promise.resolve(DONE);
      // Not Promise.race with one promise for the end: each race would leave a reaction on it for the stream's whole life.
      return new Promise((resolve, reject) => {
        release = resolve;
        results.next().then((result) => resolve(closed ? DONE : result), reject);
      });
    },
    return: async () => close(),
    throw: async (error: unknown) => {
      close();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

async function* deliver(
  options: FollowOptions,
  opened: (source: AsyncIterator<unknown>) => void,
): AsyncGenerator<ExecutionResult, undefined, undefined> {
  let source: AsyncIterator<unknown> | undefined;
  try {
    source = await openSource(options);
    opened(source);
    for (let event = await source.next(); !event.done; event = await source.next()) {
      const result = await executeEvent(options, event.value);
      if (isConfirmable(event.value)) await event.value.confirm();
      yield present(options, result);
      if (isFailure(result)) return;
    }
  } catch (error) {
    yield { data: null, errors: options.present([error]) };
  } finally {
    leave(source);
  }
}

/** Tells a source that it is over. It may take its time, or fail; nobody waits for it any more. */
function leave(source: AsyncIterator<unknown> | undefined): void {
  Promise.resolve(source?.return?.()).catch(() => {});
}

async function openSource(options: FollowOptions): Promise<AsyncIterator<unknown>> {
  const contextValue = await options.createContext();
  const source = await createSourceEventStream({ ...operationOf(options), contextValue });
  if (Symbol.asyncIterator in source) return source[Symbol.asyncIterator]();
  throw source.errors?.[0] ?? new Error('A subscription gave neither events nor errors');
}

async function executeEvent(options: FollowOptions, rootValue: unknown): Promise<ExecutionResult> {
  const contextValue = await options.createContext();
  return withDeadline(execute({ ...operationOf(options), contextValue, rootValue }), DEADLINE_MS);
}

function operationOf({ schema, document, variables = {}, operationName }: FollowOptions) {
  return { schema, document, variableValues: variables, operationName: operationName ?? null };
}

function present({ present }: FollowOptions, result: ExecutionResult): ExecutionResult {
  return result.errors ? { data: result.data ?? null, errors: present(result.errors) } : result;
}

function isFailure(result: ExecutionResult): boolean {
  return result.errors !== undefined && (result.data === null || result.data === undefined);
}

function isConfirmable(event: unknown): event is Confirmable {
  return typeof event === 'object' && event !== null && 'confirm' in event && typeof event.confirm === 'function';
}
