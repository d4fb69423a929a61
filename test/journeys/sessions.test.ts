import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import {
  CallerDocument,
  CreateBusinessDocument,
  RefreshSessionDocument,
  SignOutDocument,
  ViewerInviteStatusChangedDocument,
} from '../operations/__generated__/graphql.js';
import { accountOf, eventually, session } from '../support/account.js';
import { type Client, createClient } from '../support/client.js';
import { type Gateway, startApp, startGateway } from '../support/gateway.js';

let gateway: Gateway;
let other: Awaited<ReturnType<typeof startApp>>;
let nobody: Client;
let elsewhere: Client;
beforeAll(async () => {
  gateway = await startGateway();
  other = await startApp(gateway.databaseUrl);
  nobody = gateway.with(undefined);
  elsewhere = createClient(other.url, undefined);
});
afterAll(async () => {
  await other.stop();
  await gateway.stop();
});

const signedIn = async (email: string) =>
  session(nobody, { email, code: await accountOf(gateway.database, email, 'Ada Byron Lovelace') });
const viewerAt = async (url: string, token: string): Promise<string | undefined> => {
  const { data, errors } = await createClient(url, token).send(CallerDocument, {});
  return errors?.[0]?.extensions?.code ?? data?.viewer?.user?.email ?? undefined;
};
const refresh = async (client: Client, refreshToken: string) => {
  const { refreshSession } = await client.run(RefreshSessionDocument, { input: { refreshToken } });
  return refreshSession?.session ?? refreshSession?.userErrors[0]?.code;
};
const renewed = async (refreshToken: string) => {
  const answer = await refresh(nobody, refreshToken);
  if (typeof answer !== 'object') throw new Error(`Refused: ${answer}`);
  return answer;
};
/** Lets time pass since the refresh tokens of this person were used. */
const letPass = (seconds: number, email: string) =>
  gateway.database.query(
    `update refresh_token t set used_at = used_at - make_interval(secs => $1)
     from session s join app_user u on u.id = s.user_id where s.id = t.session_id and u.email_canonical = $2`,
    [seconds, email],
  );

describe('a session', () => {
  it('gives an access token of 10 minutes that works on every server, and says who it is', async () => {
    const { accessToken, expiresAt, user } = await signedIn('ada@example.com');
    expect(user).toMatchObject({ email: 'ada@example.com', firstName: 'Ada', lastName: 'Byron Lovelace' });
    const restMs = Date.parse(expiresAt) - Date.now();
    expect(restMs).toBeGreaterThan(590_000);
    expect(restMs).toBeLessThanOrEqual(600_000);
    expect(await viewerAt(gateway.url, accessToken)).toBe('ada@example.com');
    expect(await viewerAt(other.url, accessToken)).toBe('ada@example.com');
    const made = await gateway.with(accessToken).run(CreateBusinessDocument, { input: { name: 'Acme' } });
    expect(made.createBusiness?.business?.viewerRoles).toEqual(['OWNER']);
  });

  it('goes on with each refresh, and its tokens before stay good until they end', async () => {
    const first = await signedIn('goes-on@example.com');
    const second = await renewed(first.refreshToken);
    const third = await renewed(second.refreshToken);
    expect(new Set([first.refreshToken, second.refreshToken, third.refreshToken]).size).toBe(3);
    expect(await viewerAt(gateway.url, third.accessToken)).toBe('goes-on@example.com');
    expect(await viewerAt(gateway.url, first.accessToken)).toBe('goes-on@example.com');
  });

  it('stores no token in clear, in no table', async () => {
    const { refreshToken, accessToken } = await signedIn('clear@example.com');
    expect(refreshToken).toMatch(/^mgr_[\w-]{43}$/);
    const tables = await gateway.database.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public'`,
    );
    for (const { name } of tables) {
      const rows = await gateway.database.query(`select 1 from "${name}" t where t::text like any($1)`, [
        [`%${refreshToken.slice(4)}%`, `%${accessToken}%`],
      ]);
      expect([name, rows]).toEqual([name, []]);
    }
  });

  it('J02: takes no refresh token for an access token', async () => {
    const { refreshToken } = await signedIn('wrong-kind@example.com');
    expect(await viewerAt(gateway.url, refreshToken)).toBe('UNAUTHENTICATED');
  });
});

describe('refreshing', () => {
  it('I43, I45: with one token fifty times at once, on two servers, gives one pair and revokes nothing', async () => {
    const { refreshToken, accessToken } = await signedIn('storm@example.com');
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => refresh(index % 2 ? nobody : elsewhere, refreshToken)),
    );
    const pairs = answers.filter((answer) => typeof answer === 'object');
    expect(pairs).toHaveLength(1);
    expect(answers.filter((answer) => answer === 'INVALID_CREDENTIALS')).toHaveLength(49);
    expect(await viewerAt(gateway.url, accessToken)).toBe('storm@example.com');
    await renewed(pairs[0]?.refreshToken ?? '');
  });

  it('I45: never gives a second pair for one token, also within the grace', async () => {
    const first = await signedIn('grace@example.com');
    const second = await renewed(first.refreshToken);
    expect(await refresh(nobody, first.refreshToken)).toBe('INVALID_CREDENTIALS');
    await renewed(second.refreshToken);
  });

  it('I44: with a used token after 10 s ends the session, its access tokens too, on every server', async () => {
    const email = 'thief@example.com';
    const first = await signedIn(email);
    const second = await renewed(first.refreshToken);
    expect(await viewerAt(other.url, second.accessToken)).toBe(email); // remembered there
    await letPass(11, email);
    expect(await refresh(nobody, first.refreshToken)).toBe('INVALID_CREDENTIALS');
    expect(await viewerAt(gateway.url, second.accessToken)).toBe('UNAUTHENTICATED'); // at once
    await eventually(async () => (await viewerAt(other.url, second.accessToken)) === 'UNAUTHENTICATED', 2_000);
    expect(await refresh(nobody, second.refreshToken)).toBe('INVALID_CREDENTIALS');
  });

  it('I44: with a token of an older generation ends the session within 10 s too', async () => {
    const first = await signedIn('older@example.com');
    const second = await renewed(first.refreshToken);
    const third = await renewed(second.refreshToken);
    expect(await refresh(elsewhere, first.refreshToken)).toBe('INVALID_CREDENTIALS');
    expect(await refresh(nobody, third.refreshToken)).toBe('INVALID_CREDENTIALS');
    await eventually(async () => (await viewerAt(gateway.url, third.accessToken)) === 'UNAUTHENTICATED', 2_000);
  });

  it('is refused for a token that is unknown, malformed or past its 30 days', async () => {
    const { refreshToken } = await signedIn('late@example.com');
    await gateway.database.query(`update refresh_token set expires_at = clock_timestamp()
      where session_id = (select s.id from session s join app_user u on u.id = s.user_id where u.email = 'late@example.com')`);
    for (const token of [refreshToken, `mgr_${'A'.repeat(43)}`, '', '\0', '💥']) {
      expect(await refresh(nobody, token)).toBe('INVALID_CREDENTIALS');
    }
  });
});

describe('signing out', () => {
  it('ends the session here at once and everywhere within a second, and its sockets with 4403 (W06)', async () => {
    const { accessToken, refreshToken } = await signedIn('leaves@example.com');
    const stays = await signedIn('leaves@example.com');
    expect(await viewerAt(other.url, accessToken)).toBe('leaves@example.com');
    const sockets = await Promise.all([gateway.url, other.url].map((url) => openSocket(url, accessToken)));
    const kept = await openSocket(gateway.url, stays.accessToken);
    await nobody.run(SignOutDocument, { input: { refreshToken } });
    expect(await viewerAt(gateway.url, accessToken)).toBe('UNAUTHENTICATED');
    const began = performance.now();
    expect(await Promise.all(sockets.map((socket) => socket.closed))).toEqual([4403, 4403]);
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(await viewerAt(other.url, accessToken)).toBe('UNAUTHENTICATED');
    expect(await refresh(nobody, refreshToken)).toBe('INVALID_CREDENTIALS');
    expect(await viewerAt(gateway.url, stays.accessToken)).toBe('leaves@example.com'); // another device
    expect(kept.socket.readyState).toBe(WebSocket.OPEN);
    kept.socket.terminate();
  });

  it('ends the streams of the session', async () => {
    const { accessToken, refreshToken } = await signedIn('streams@example.com');
    const following = gateway.with(accessToken).follow(ViewerInviteStatusChangedDocument, {});
    await eventually(async () => (await viewerAt(gateway.url, accessToken)) === 'streams@example.com');
    await nobody.run(SignOutDocument, { input: { refreshToken } });
    await expect(following.next()).rejects.toThrow('4403');
    await following.stop();
  });

  it('never refuses', async () => {
    const { refreshToken } = await signedIn('twice@example.com');
    for (const token of [refreshToken, refreshToken, 'unknown', '']) {
      const { signOut } = await nobody.run(SignOutDocument, { input: { refreshToken: token } });
      expect(signOut).toEqual({ userErrors: [] });
    }
  });

  it('is known to a server that starts later', async () => {
    const { accessToken, refreshToken } = await signedIn('before@example.com');
    await nobody.run(SignOutDocument, { input: { refreshToken } });
    const late = await startApp(gateway.databaseUrl);
    expect(await viewerAt(late.url, accessToken)).toBe('UNAUTHENTICATED');
    await late.stop();
  });
});

/** An acknowledged socket of this token, and the code that it is closed with. */
async function openSocket(url: string, token: string) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  await new Promise((resolve) => socket.once('open', resolve));
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
  await new Promise((resolve) => socket.once('message', resolve));
  return { socket, closed };
}
