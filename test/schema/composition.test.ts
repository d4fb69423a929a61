import { ApolloGateway } from '@apollo/gateway';
import { describe, expect, it } from 'vitest';
import type { FederationSwitches } from '../../src/config-federation.js';
import { OWN } from '../../src/server/subgraph.js';
import { COMPOSERS, fieldsOf, MODES, neighbour, subgraph, type Texts } from './supergraph.js';

// What a graph's owner meets: which neighbours go with which switches, and what is said where they do not.

const users = neighbour('users');
const assets = neighbour('assets');
const named = neighbour('named-users');
const nodes = neighbour('nodes');

/** The neighbours that a mode is made for. */
const neighboursOf = ({ user, node }: FederationSwitches): Texts => ({
  users: user === 'stub' ? named : users,
  assets,
  ...(node === 'inaccessible' ? { nodes } : {}),
});

describe.each(COMPOSERS)('by %s', (_, compose) => {
  it.each(MODES)('composes, without a remark, with user $user, node $node, authenticated $authenticated', (mode) => {
    const { errors, hints, supergraph, queries } = compose({ membership: subgraph(mode), ...neighboursOf(mode) });
    expect({ errors, hints }).toEqual({ errors: [], hints: [] });
    expect(queries).toEqual(expect.arrayContaining(['viewer', 'business', 'me', 'campaign']));
    expect(queries.includes('node')).toBe(mode.node === 'own');
    expect(queries.includes('nodes')).toBe(mode.node === 'own');
    const { User = {}, Asset = {}, Subscription = {} } = fieldsOf(supergraph);
    expect(Object.keys(User)).toEqual(expect.arrayContaining(['id', 'email', 'lastName', 'memberships', 'title']));
    expect(Object.keys(Asset)).toEqual(expect.arrayContaining(['name', 'permissions', 'thumbnailUrl', 'budget']));
    expect(Object.keys(Subscription)).toEqual(['inviteStatusChanged', 'viewerInviteStatusChanged']);
  });

  it('refuses a second subgraph that says who people are, and names what they both say', () => {
    const { errors } = compose({ membership: subgraph(OWN), users: named });
    expect(errors).toHaveLength(3);
    for (const [index, field] of ['User.email', 'User.firstName', 'User.lastName'].entries()) {
      expect(errors[index]).toContain(`Non-shareable field "${field}" is resolved from multiple subgraphs`);
    }
  });

  it('refuses a second `node`, shared by the neighbour or not', () => {
    for (const text of [nodes, nodes.replaceAll(' @shareable', '')]) {
      const { errors } = compose({ membership: subgraph(OWN), nodes: text });
      expect(errors).toHaveLength(2);
      for (const [index, field] of ['Query.node', 'Query.nodes'].entries()) {
        expect(errors[index]).toContain(`Non-shareable field "${field}" is resolved from multiple subgraphs`);
      }
    }
  });

  it('refuses a neighbour whose unmarked field requires one that needs a viewer', () => {
    const careless = assets.replace(/(@requires\(.*\)) @authenticated/, '$1');
    expect(careless).not.toBe(assets);
    const { errors } = compose({ membership: subgraph({ ...OWN, authenticated: true }), assets: careless });
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(/"Asset.budget" does not specify necessary @authenticated/);
    expect(compose({ membership: subgraph(OWN), assets: careless }).errors).toEqual([]);
  });

  it('closes no field of a neighbour, no key and no page to who has no token', () => {
    const mode: FederationSwitches = { ...OWN, authenticated: true };
    const closed = (sdl: string) =>
      Object.entries(fieldsOf(sdl)).flatMap(([type, fields]) =>
        Object.entries(fields).flatMap(([name, directives]) =>
          directives.includes('@authenticated') ? `${type}.${name}` : [],
        ),
      );
    const { supergraph } = compose({ membership: subgraph(mode), users, assets });
    expect(closed(supergraph).sort()).toEqual([...closed(subgraph(mode)), 'Asset.budget'].sort());
    expect(supergraph).not.toMatch(/^(type|interface|enum|scalar).*@authenticated/m);
  });

  it('makes a supergraph that @apollo/gateway serves, and refuses by name where fields need a viewer', async () => {
    const start = async (mode: FederationSwitches): Promise<string> => {
      const { supergraph } = compose({ membership: subgraph(mode), users });
      const gateway = new ApolloGateway({ supergraphSdl: supergraph });
      const outcome = await gateway.load().then(
        () => 'serves',
        (error: Error) => error.message,
      );
      if (outcome === 'serves') await gateway.stop();
      return outcome;
    };
    expect(await start(OWN)).toBe('serves');
    expect(await start({ ...OWN, node: 'inaccessible' })).toBe('serves');
    expect(await start({ ...OWN, authenticated: true })).toMatch(
      /authenticated\/v0\.1 is for: SECURITY but is unsupported/,
    );
  });
});
