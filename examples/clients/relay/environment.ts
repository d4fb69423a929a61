import { Environment, type GraphQLResponse, Network, Observable, RecordSource, Store } from 'relay-runtime';
import type { Connection } from '../connection.js';

export const createEnvironment = ({ url, fetch, follow }: Connection): Environment =>
  new Environment({
    getDataID,
    store: new Store(new RecordSource()),
    network: Network.create(
      async ({ text: query, name: operationName }, variables) => {
        const body = JSON.stringify({ query, operationName, variables });
        const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
        return (await response.json()) as GraphQLResponse; // whatever its status: refusals are JSON too
      },
      ({ text: query, name: operationName }, variables) =>
        Observable.create((sink) => follow({ query: query ?? '', operationName, variables }, sink)),
    ),
  });

/**
 * By type and id, where Relay takes the id alone: a business and a user may have the same one, since their ids come from
 * different systems. A change has a cursor instead. Without this, each would overwrite the one before.
 */
function getDataID(value: { id?: string; cursor?: string }, type: string): string | undefined {
  const key = type === 'InviteStatusChange' ? value.cursor : value.id;
  return key === undefined ? undefined : `${type}:${key}`;
}
