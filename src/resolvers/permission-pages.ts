import DataLoader from 'dataloader';
import type { FieldNode, GraphQLResolveInfo } from 'graphql';
import type { Page } from '../domain/page.js';
import {
  type AssetPermissionFilter,
  type AssetPermissionRow,
  listPermissions,
  type PermissionHolder,
  type PermissionsOf,
} from '../queries/asset-permissions.js';
import type { Loaders } from '../queries/loaders.js';
import type { ConnectionArgs } from '../schema/connection.js';
import { listOptions, toConnection } from './connection.js';
import type { GatewayContext } from './context.js';

type Pages = DataLoader<PermissionsOf, Page<AssetPermissionRow>, string>;

// By the loaders, which are made anew after each mutation, and by the place in the document: graphql-js hands the same
// array of nodes to all fields that stand there, which so have the same arguments and the same selection.
const loadersOf = new WeakMap<Loaders, WeakMap<readonly FieldNode[], Pages>>();

interface Asked {
  args: ConnectionArgs;
  filter?: AssetPermissionFilter | null | undefined;
  info: GraphQLResolveInfo;
}

/** The permissions of one thing as a connection; those of all things of a list are read in one statement. */
export async function permissionsOf(context: GatewayContext, type: PermissionHolder, of: PermissionsOf, asked: Asked) {
  const places = loadersOf.get(context.loaders) ?? new WeakMap<readonly FieldNode[], Pages>();
  loadersOf.set(context.loaders, places);
  const pages = places.get(asked.info.fieldNodes) ?? createPages(context, type, asked);
  places.set(asked.info.fieldNodes, pages);
  return toConnection(await pages.load(of));
}

function createPages({ loaders, read }: GatewayContext, type: PermissionHolder, { args, filter, info }: Asked): Pages {
  const options = listOptions(args, info);
  const list = async (of: readonly PermissionsOf[]): Promise<Page<AssetPermissionRow>[]> => {
    const standing = await loaders.standings(of.map(({ businessId }) => businessId));
    return listPermissions(read, standing, type, of, filter, options);
  };
  const isOfOneList = args.after != null || args.before != null;
  return new DataLoader(
    // A cursor is of one list and refused by all others, each for itself.
    isOfOneList ? (of) => Promise.all(of.map((one) => list([one]).then(only, asError))) : list,
    { cacheKeyFn: ({ id }) => id },
  );
}

function only<Item>([item]: readonly Item[]): Item {
  if (item === undefined) throw new Error('A list was asked for and none was read');
  return item;
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
