import { Client, cacheExchange, fetchExchange, subscriptionExchange } from '@urql/core';
import type { Connection } from '../connection.js';

export const createUrqlClient = ({ url, fetch, follow }: Connection): Client =>
  new Client({
    url,
    fetch,
    preferGetMethod: false,
    exchanges: [
      cacheExchange,
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = '', variables, operationName }) => ({
          subscribe: (sink) => ({ unsubscribe: follow({ query, variables: { ...variables }, operationName }, sink) }),
        }),
      }),
    ],
  });
