import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import type { GraphqlAnswer } from '../support/client.js';
import { EXAMPLE } from './supergraph.js';

interface Context {
  authorization?: string;
}

/** Hands on whose request it is. */
class Subgraph extends RemoteGraphQLDataSource<Context> {
  override willSendRequest({
    request,
    context,
  }: Parameters<NonNullable<RemoteGraphQLDataSource['willSendRequest']>>[0]) {
    // The gateway asks the subgraphs nothing before there is a context: it is given the supergraph.
    const { authorization } = context as Context;
    if (authorization) request.http?.headers.set('authorization', authorization);
  }
}

/** Apollo's gateway over the same supergraph, in this process. */
export interface ApolloSupergraph {
  send(token: string | undefined, query: string): Promise<GraphqlAnswer<unknown>>;
  stop(): Promise<void>;
}

export async function startApollo(subgraphs: Readonly<Record<string, string>>): Promise<ApolloSupergraph> {
  const gateway = new ApolloGateway({
    supergraphSdl: readFileSync(path.join(EXAMPLE, 'supergraph.graphql'), 'utf8'),
    buildService: ({ name }) => new Subgraph({ url: subgraphs[name] ?? '' }),
  });
  const server = new ApolloServer<Context>({ gateway, stopOnTerminationSignals: false });
  await server.start();
  return {
    send: async (token, query) => {
      const contextValue = token === undefined ? {} : { authorization: `Bearer ${token}` };
      const { body } = await server.executeOperation({ query }, { contextValue });
      if (body.kind !== 'single') throw new Error('Nothing is deferred');
      return JSON.parse(JSON.stringify(body.singleResult)) as GraphqlAnswer<unknown>; // as it would leave
    },
    stop: () => server.stop(),
  };
}
