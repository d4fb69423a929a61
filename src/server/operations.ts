import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  OperationTypeNode,
} from 'graphql';
import type { Caller, CreateContext } from './apollo.js';
import { estimateNodes, NODES_COST_LIMIT, tooManyNodes } from './cost.js';
import { DEADLINE_MS, withDeadline } from './deadline.js';
import { createDocuments, type Prepared } from './documents.js';
import { presentErrors, type Report } from './errors.js';
import type { Follow } from './follow.js';
import { documentRules } from './limits.js';
import type { Log } from './log.js';
import type { OperationObserver } from './observers.js';
import type { DocumentRequest, PersistedDocuments, TextOf } from './persisted-documents.js';
import { rootFieldsOf } from './root-fields.js';
import { notTheRouter, type RouterGate } from './router-gate.js';
import type { Following, Subscription } from './subscriber.js';

export interface OperationOptions {
  schema: GraphQLSchema;
  createContext: CreateContext;
  introspection: boolean;
  persisted: PersistedDocuments;
  textOf: TextOf;
  follow: Follow;
  gate: RouterGate;
  log: Log;
  observer: Pick<OperationObserver, 'operation' | 'subscription'>;
}

/** What a client asks for, as the transports carry it. */
export interface OperationRequest extends DocumentRequest {
  operationName?: string | null | undefined;
  variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** An operation that may run. */
export interface Checked {
  kind: OperationTypeNode;
  document: DocumentNode;
  operationName: string | undefined;
  variables: Readonly<Record<string, unknown>>;
  /** How many nodes it may load. */
  nodes: number;
}

/** Who asks. */
export interface Asker extends Caller {
  /** Why their token was refused: every operation is answered with it. */
  refusal: unknown;
}

/** Operations of the transports that hold a connection, by the rules and with the errors of plain HTTP. */
export interface Operations {
  /** What the document is about to do; undefined where it cannot be told. */
  kindOf(request: OperationRequest): OperationTypeNode | undefined;
  /**
   * Answers with what is wrong where the operation may not run: it is no operation, too large, a mutation, or for the
   * router alone. `router` is not of the request, which is what the client wrote.
   */
  check(request: OperationRequest, report: Report, router: boolean): Checked | readonly GraphQLError[];
  /** Runs a query. Never throws. */
  run(checked: Checked, asker: Asker): Promise<ExecutionResult>;
  /** Begins a subscription; refusals are its one result. */
  follow(checked: Checked, asker: Asker, send: Subscription['send']): Following;
}

export function createOperations(options: OperationOptions): Operations {
  const { schema, gate, log, observer, persisted, textOf } = options;
  const prepareText = createDocuments(schema, documentRules(options));
  const prepare = (request: DocumentRequest): Prepared => {
    try {
      return prepareText(textOf(request));
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [error] };
      throw error;
    }
  };
  for (const [documentId, text] of persisted.listed) {
    const prepared = prepareText(text);
    if ('errors' in prepared)
      log.warn({ documentId, errors: prepared.errors }, 'a persisted document does not run here');
  }

  function requireAllowed(request: OperationRequest, router: boolean): Checked {
    const { operationName: name, variables: given } = request;
    const prepared = prepare(request);
    if ('errors' in prepared) throw new InvalidDocument(prepared.errors);
    const { document } = prepared;
    const operationName = name ?? undefined;
    const operation = getOperationAST(document, operationName);
    if (!operation) throw refused('OPERATION_RESOLUTION_FAILURE', 'The document has no such operation');
    if (operation.operation === 'mutation') throw refused('BAD_REQUEST', 'Mutations are served by plain POST');
    if (!gate.admits(rootFieldsOf(document, operationName), router)) throw notTheRouter();
    const variables = given ?? {};
    const nodes = estimateNodes({ schema, document, operation, variables });
    if (nodes > NODES_COST_LIMIT) throw tooManyNodes(nodes);
    return { kind: operation.operation, document, operationName, variables, nodes };
  }

  return {
    kindOf: (request) => {
      const prepared = prepare(request);
      return 'document' in prepared ? getOperationAST(prepared.document, request.operationName)?.operation : undefined;
    },
    check: (request, report, router) => {
      try {
        return requireAllowed(request, router);
      } catch (error) {
        return presentErrors(error instanceof InvalidDocument ? error.errors : [error], report);
      }
    },
    run: async (checked, asker) => {
      const { document, operationName = null, variables: variableValues, nodes } = checked;
      const began = performance.now();
      const observe = (failed: boolean) =>
        observer.operation(
          OperationTypeNode.QUERY,
          rootFieldsOf(document, operationName),
          failed,
          performance.now() - began,
        );
      try {
        if (asker.refusal) throw asker.refusal;
        const contextValue = await options.createContext(asker);
        const work = execute({ schema, document, operationName, variableValues, contextValue });
        const { data = null, errors } = await withDeadline(work, DEADLINE_MS);
        observe(errors !== undefined);
        const extensions = { cost: { nodes } };
        if (!errors) return { data, extensions };
        return { data, errors: presentErrors(errors, { requestId: asker.requestId, log }), extensions };
      } catch (error) {
        observe(true);
        return { data: null, errors: presentErrors([error], { requestId: asker.requestId, log }) };
      }
    },
    follow: ({ document, operationName, variables }, { principal, requestId, address, refusal }, send) => {
      const caller = { principal, requestId, address };
      const following = options.follow({ caller, refusal, document, operationName, variables, send });
      observer.subscription(rootFieldsOf(document, operationName), following.ended);
      return following;
    },
  };
}

/** What the rules found, before it is told. */
class InvalidDocument extends Error {
  constructor(readonly errors: readonly GraphQLError[]) {
    super('The document is not valid');
    this.name = 'InvalidDocument';
  }
}

function refused(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}
