import type { Identity } from '../commands/identity.js';
import { runMutation } from '../commands/run-mutation.js';
import type { Config } from '../config.js';
import type { Database } from '../database/data-source.js';
import { deriveKey, fingerprints, type Sealer } from '../domain/seal.js';
import type { Hub } from '../events/hub.js';
import { createLoaders } from '../queries/loaders.js';
import type { GatewayContext } from '../resolvers/context.js';
import type { Caller } from './apollo.js';
import type { OperationObserver } from './observers.js';

interface ContextOptions {
  database: Database;
  hub: Hub;
  config: Pick<Config, 'secretKeys' | 'openInviteLimit'>;
  sealer: Sealer;
  identity: Identity;
  observer?: Pick<OperationObserver, 'batch'>;
}

/** Makes the context of a request, or of one delivered change: never one for two principals, or for two changes. */
export function createContextFactory({ database, hub, config, sealer, identity, observer }: ContextOptions) {
  const keys = config.secretKeys.map((secret) => deriveKey(secret, 'fingerprint'));
  const mutations = { database, fingerprint: (text: string) => fingerprints(keys, text) };

  return ({ principal, requestId, address }: Caller): GatewayContext => {
    const freshLoaders = () => createLoaders(database, principal);
    let loaders = freshLoaders();
    let reader = principal;
    return {
      principal,
      requestId,
      get read() {
        return { db: database, principal: reader, sealer };
      },
      get loaders() {
        return loaders;
      },
      freshLoaders,
      hub,
      identity,
      caller: { address },
      openInviteLimit: config.openInviteLimit,
      write: async (name, input, decide, options) => {
        const answer = await runMutation(mutations, { name, principal, input, ...options }, decide);
        observer?.batch(name, answer.items.length);
        reader = principal;
        loaders = freshLoaders();
        return answer;
      },
      answerAs: (viewer) => {
        reader = viewer;
        loaders = createLoaders(database, viewer);
      },
    };
  };
}
