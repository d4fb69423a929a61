// What no line of a log may hold (I11). Invitees, people and mailboxes of the tests live at example.com.
const SECRETS: readonly RegExp[] = [
  /mgk_[\w-]{8}_[\w-]{43}/, // API key
  /mgr_[\w-]{43}/, // refresh token
  /eyJ[\w-]+\.[\w-]+\.[\w-]+/, // access token
  /token=[\w-]{43}/, // link
  /\w@(example|bücher|evil)\.\w/,
];

export const isDiscreet = (line: string): boolean => !SECRETS.some((secret) => secret.test(line));

/** Throws when one of these lines tells a secret or an address. Every server that a test starts is asked when it ends. */
export function requireDiscretion(lines: readonly string[]): void {
  const told = lines.filter((line) => !isDiscreet(line));
  if (told.length > 0) throw new Error(`The log tells what it must not:\n${told.slice(0, 3).join('')}`);
}
