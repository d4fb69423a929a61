// The users' subgraph: what a company knows of its people besides their memberships.
import { parse } from 'graphql';

const typeDefs = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])

  type Query {
    "A person by their id, as the issuer of their tokens names them."
    user(id: ID!): User
  }

  type User @key(fields: "id") {
    id: ID!
    "What they do."
    title: String
    "A picture of them."
    avatarUrl: String!
  }
`);

const TITLES = {
  usr_ada: 'Founder',
  usr_grace: 'Chief engineer',
  usr_alan: 'Head of research',
  usr_katherine: 'Analyst',
  usr_edsger: 'Editor',
};

const userOf = (id) => ({ id, title: TITLES[id] ?? null, avatarUrl: `https://avatars.example.com/${id}.svg` });

const resolvers = {
  Query: { user: (_, { id }) => userOf(id) },
  User: { __resolveReference: ({ id }) => userOf(id) },
};

export const users = { typeDefs, resolvers };
