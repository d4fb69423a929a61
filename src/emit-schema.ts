import { buildDeclaredSchema, printSchema } from './server/schema.js';

// Nothing is published while a schema is printed, but type-graphql builds none with subscriptions without a PubSub.
const silent = {
  publish: () => {},
  subscribe: () => {
    throw new Error('Nothing to subscribe to');
  },
};
process.stdout.write(printSchema(buildDeclaredSchema(silent)));
