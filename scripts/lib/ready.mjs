// What `npm start` ends with.

/** The one line that programs read. */
export function readyJson({ url, graphqlUrl, wsUrl, databaseUrl, token, seconds }) {
  return JSON.stringify({ ready: true, url, graphqlUrl, wsUrl, databaseUrl, token, seconds });
}

/** The block that people read; the last thing on the screen. */
export function readyBlock({ url, graphqlUrl, databaseName, token, seconds }) {
  const lines = [
    columns(`Membership gateway ready in ${seconds.toFixed(1)} s`, `demo · ${databaseName}`),
    `  GraphiQL   ${url}/graphiql`,
    columns(`  GraphQL    ${graphqlUrl}`, '(HTTP, SSE, WebSocket)'),
    columns(`  Schema     ${url}/schema.graphql`, `Mail      ${url}/dev/mail`),
    columns(`  Health     ${url}/readyz`, `Metrics   ${url}/metrics`),
  ];
  if (token) {
    lines.push(
      `  Token      ${token}`,
      '             (Ada, owner of Acme; 24 h; others: npm run token -- --as grace)',
      `  Try:       ${curl(graphqlUrl, token)}`,
    );
  } else {
    lines.push('  Token      from your identity provider (AUTH_JWKS_URL is set)');
  }
  return `\n${lines.join('\n')}`;
}

const columns = (left, right) => left.padEnd(58) + right;

/** To be copied as it is; the long token stands last, so that one sees what is asked. */
function curl(graphqlUrl, token) {
  const body = JSON.stringify({
    query: '{ viewer { memberships { nodes { email roles business { name } } } } }',
  });
  return `curl -s ${graphqlUrl} -H 'content-type: application/json' -d '${body}' -H 'authorization: Bearer ${token}'`;
}
