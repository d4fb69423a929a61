import type { Principal } from '../auth/principal.js';
import { runMutation } from '../commands/run-mutation.js';
import type { Config } from '../config.js';
import type { Database } from '../database/data-source.js';
import { deriveKey, fingerprints, type Sealer } from '../domain/seal.js';
import type { Hub } from '../events/hub.js';
import { createLoaders } from '../queries/loaders.js';
import type { GatewayContext } from '../resolvers/context.js';
import type { OperationObserver } from './observers.js';

interface ContextOptions {
  database: Database;
  hub: Hub;
  config: Pick<Config, 'secretKeys' | 'openInviteLimit'>;
  sealer: Sealer;
  observer?: Pick<OperationObserver, 'batch'>;
}

/** Makes the context of a request, or of one delivered change: never one for two principals, or for two changes. */
export function createContextFactory({ database, hub, config, sealer, observer }: ContextOptions) {
  const keys = config.secretKeys.map((secret) => deriveKey(secret, 'fingerprint'));
  const mutations = { database, fingerprint: (text: string) => fingerprints(keys, text) };

  return ({ principal, requestId }: { principal: Principal; requestId: string }): GatewayContext => {
    const freshLoaders = () => createLoaders(database, principal);
    let loaders = freshLoaders();
    return {
      principal,
      requestId,
      read: { db: database, principal, sealer },
      get loaders() {
        return loaders;
      },
      freshLoaders,
      hub,
      openInviteLimit: config.openInviteLimit,
      write: async (name, input, decide) => {
        const answer = await runMutation(mutations, { name, principal, input }, decide);
        observer?.batch(name, answer.items.length);
        loaders = freshLoaders();
        return answer;
      },
    };
  };
}
