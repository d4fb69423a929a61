// The assets' subgraph: where an asset is, and what it looks like. Who may do what with it is not its matter.
import { parse } from 'graphql';

const typeDefs = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])

  type Asset @key(fields: "id") {
    id: ID!
    "Where it is managed."
    url: String!
    "A picture of it, as wide as asked for, in pixels."
    thumbnail(width: Int = 64): String!
  }
`);

const resolvers = {
  Asset: {
    __resolveReference: ({ id }) => ({ id, url: `https://assets.example.com/${id}` }),
    thumbnail: ({ id }, { width }) => `https://assets.example.com/${id}.png?width=${width}`,
  },
};

export const assets = { typeDefs, resolvers };
