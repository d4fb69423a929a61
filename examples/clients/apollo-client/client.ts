import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, Observable } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';
import { OperationTypeNode, print } from 'graphql';
import type { Connection } from '../connection.js';

export function createApolloClient({ url, fetch, follow }: Connection): ApolloClient {
  const followed = new ApolloLink(
    ({ query, variables, operationName }) =>
      new Observable((sink) => follow({ query: print(query), variables, operationName: operationName ?? null }, sink)),
  );
  return new ApolloClient({
    cache: createCache(),
    link: ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      followed,
      new HttpLink({ uri: url, fetch }),
    ),
  });
}

/**
 * Things are kept by type and id, as Apollo does by itself; leave `dataIdFromObject` alone: a business and a user may have
 * the same id, since their ids come from different systems. Changes have none, and are kept where they arrive.
 */
function createCache(): InMemoryCache {
  return new InMemoryCache({
    typePolicies: {
      Viewer: { keyFields: [] }, // there is one
      Business: { fields: { invites: relayStylePagination(['filter', 'orderBy']) } },
    },
  });
}
