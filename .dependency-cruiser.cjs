/** The layers and what each may import, held by a tool: a rule that only people know is a rule until the first hurry. */
const LAYERS = {
  // Rules are pure: data in, verdict out. What needs a database, a clock or a network cannot be told by a table of cases.
  domain: [],
  // Tables speak of the domain's words (status, role), never of who reads or writes them.
  entities: ['domain'],
  // Connections, transactions and migrations know the tables, not what happens in them.
  database: ['entities', 'domain'],
  // Who calls and what they may do: asked by every path, so it must not know any of them.
  auth: ['database', 'domain'],
  // The log, the outbox and the row statements are tools of the commands; a tool that called a command would be a cycle.
  events: ['database', 'entities', 'domain'],
  outbox: ['database', 'entities', 'domain'],
  store: ['database', 'entities', 'domain'],
  // Reads never go through store: its statements lock.
  queries: ['auth', 'database', 'entities', 'domain'],
  // A command knows no GraphQL, so that a job or a test can call it as a resolver does.
  commands: ['auth', 'queries', 'store', 'events', 'outbox', 'database', 'entities', 'domain'],
  // Templates are text from data; whom to write, and when, is decided before.
  email: ['domain'],
  // Jobs are callers like resolvers: they decide nothing themselves.
  jobs: ['commands', 'queries', 'outbox', 'email', 'database', 'domain'],
  // GraphQL shapes. Their classes mirror entities by type alone (see `schema-takes-entities-as-types`).
  schema: ['domain', 'entities'],
  // Transport: unpack, one call, shape the answer. Of events only the hub (see `resolvers-know-only-the-hub`).
  resolvers: ['schema', 'commands', 'queries', 'auth', 'events', 'domain'],
};

/** May know everything but the demo: they put the parts together. */
const COMPOSERS = ['server'];

const layerRules = Object.entries(LAYERS).map(([layer, allowed]) => ({
  name: `layer-${layer}`,
  comment: `${layer} may import ${allowed.length > 0 ? allowed.join(', ') : 'no other layer'}. See docs/ARCHITECTURE.md.`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: { path: '^src/', pathNot: `^src/(${[layer, ...allowed].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'known-layers-only',
      comment:
        'A new folder below src needs a place in the order of layers first: without one, no rule would hold for it.',
      severity: 'error',
      from: {},
      to: { path: '^src/[^/]+/', pathNot: `^src/(${[...Object.keys(LAYERS), ...COMPOSERS, 'demo'].join('|')})/` },
    },
    {
      name: 'resolvers-know-only-the-hub',
      comment:
        'A subscription is fed by the hub; who reads the log or the bus by themselves skips the check of rights.',
      severity: 'error',
      from: { path: '^src/resolvers/' },
      to: { path: '^src/events/', pathNot: '^src/events/(hub|stream-key)\\.ts$' },
    },
    {
      name: 'schema-takes-entities-as-types',
      comment:
        'The type turns a renamed column into a compile error; the class itself would put TypeORM behind a GraphQL type.',
      severity: 'error',
      from: { path: '^src/schema/' },
      to: { path: '^src/entities/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'demo-is-for-entries',
      comment: 'People, keys and data of the demo must not be reachable from what serves in production.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/([^/]+\\.ts$|demo/)' },
      to: { path: '^src/demo/' },
    },
    {
      name: 'source-knows-no-tests',
      comment: 'What ships must run without the tests beside it.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|scripts|bench)/' },
    },
    {
      name: 'no-cycles',
      comment:
        'Two files that need each other are one file, or hide a third. Entities may meet through types (Relation<>).',
      severity: 'error',
      from: { pathNot: '^src/entities/' },
      to: { circular: true },
    },
    {
      name: 'no-cycles-but-of-entities',
      comment:
        'Relations point both ways, and their decorators take the class lazily: a cycle inside the folder is harmless.',
      severity: 'error',
      from: { path: '^src/entities/' },
      to: { circular: true, via: { pathNot: '^src/entities/' } },
    },
    {
      name: 'no-unresolvable',
      comment: 'An import that leads nowhere escapes every rule above.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'declared-dependencies-only',
      comment: 'What another package happens to bring is gone with its next version.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '__generated__' },
    tsConfig: { fileName: 'tsconfig.json' },
    // Imports of types are imports: a layer that only names another's types depends on it all the same.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.d.ts'],
    },
  },
};
