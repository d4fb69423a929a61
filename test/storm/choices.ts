import type { AssetGrantInput } from '../operations/__generated__/graphql.js';
import type { Arena, Player } from './game.js';
import type { Random } from './random.js';

/** Who speaks for a business: mostly the founder, sometimes somebody who was given rights, and perhaps lost them since. */
export const speakerOf = ({ founder, deputies }: Arena, random: Random): Player =>
  (random.below(3) === 0 ? random.pick(deputies) : undefined) ?? founder;

/** Levels on one or two assets of a business, which may have gone. */
export function grantsOf({ props }: Arena, random: Random): AssetGrantInput[] {
  return random.some(props, 1 + random.below(2)).map(({ id, type }) => ({
    assetId: id,
    levels:
      random.pick([['ANALYST'], ['ADMIN'], ['ADMIN', type === 'PROFILE' ? 'PROFILE_PUBLISHER' : 'ANALYST']]) ?? [],
  }));
}
