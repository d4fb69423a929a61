import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { buildDeclaredSchema, printSchema } from '../../src/server/schema.js';

const silent = {
  publish: () => {},
  subscribe: () => {
    throw new Error('Nothing to subscribe to');
  },
};

const PROFILES = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { profiles: [User!]! }
  type User @key(fields: "id") { id: ID! nickname: String }
`;

it('composes with a neighbour that hangs a field of its own on User', () => {
  const sdl = printSchema(buildDeclaredSchema(silent));
  const { errors, supergraphSdl } = composeServices([
    { name: 'membership', typeDefs: parse(sdl) },
    { name: 'profiles', typeDefs: parse(PROFILES) },
  ]);
  expect(errors).toBeUndefined();
  expect(supergraphSdl).toContain('nickname: String');
  expect(supergraphSdl).toContain('inviteStatusChanged');
});
