// node examples/supergraph/start.mjs: the membership gateway's demo, two neighbours, and Hive Gateway in front of all three.
import '../../scripts/lib/require-node.mjs';

const { parseArgs } = await import('node:util');
const { ensureBuilt, ensureInstalled } = await import('../../scripts/lib/prepare.mjs');
const { fail, say } = await import('../../scripts/lib/say.mjs');

const options = readOptions();
ensureInstalled({ allowed: process.env.CI !== 'true' });
ensureBuilt();
const { startSupergraph } = await import('./supergraph.mjs');

const parts = [];
process.on('SIGINT', end).on('SIGTERM', end).on('SIGHUP', end);

const demo = options.membership ? { graphqlUrl: options.membership, token: null } : await startMembership();
const supergraph = await startSupergraph({ ...options, membership: demo.graphqlUrl }).catch(failToStart);
parts.push(supergraph);
const ready = { ready: true, ...supergraph, graphqlUrl: `${supergraph.url}/graphql`, token: demo.token };
console.log(options.json ? JSON.stringify(ready) : block(ready));

async function startMembership() {
  const { startDemo } = await import('../../scripts/lib/demo.mjs');
  const started = await startDemo({ ephemeral: options.ephemeral });
  parts.push(started);
  return started;
}

/** Ends in order, the gateway first; a second signal forces. */
async function end() {
  if (end.called) process.exit(130);
  end.called = true;
  say('\nStopping …');
  for (const part of parts.reverse()) await part.stop();
  process.exit(0);
}

function failToStart(error) {
  if (error.code === 'EADDRINUSE') fail(`Port ${options.port} is taken. Choose another one: --port N`);
  throw error;
}

function block({ graphqlUrl, subgraphs, token }) {
  const lines = [
    `\nSupergraph ready: ${graphqlUrl}  (HTTP, SSE, WebSocket; GraphiQL in a browser)`,
    ...Object.entries(subgraphs).map(([name, location]) => `  ${name.padEnd(11)}${location}`),
  ];
  if (!token) return [...lines, '  Token      of the membership gateway, e.g. npm run token -- --as ada'].join('\n');
  const body = JSON.stringify({
    query: '{ user(id: "usr_ada") { title memberships { nodes { business { name } } } } }',
  });
  const curl = `curl -s ${graphqlUrl} -H 'content-type: application/json' -d '${body}' -H 'authorization: Bearer ${token}'`;
  return [...lines, `  Token      ${token}`, `  Try:       ${curl}`].join('\n');
}

function readOptions() {
  const usage = `There are: --membership URL --upstream ws|sse|callback --port N --ephemeral --json`;
  try {
    const { values } = parseArgs({
      options: {
        membership: { type: 'string' },
        upstream: { type: 'string', default: 'ws' },
        port: { type: 'string', default: '4100' },
        ephemeral: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    if (!['ws', 'sse', 'callback'].includes(values.upstream)) return fail(usage);
    return { ...values, port: Number(values.port) };
  } catch (error) {
    return fail(`${error.message}\n${usage}`);
  }
}
