import { createHash } from 'node:crypto';

const names = new Map<string, string>();
const MOST_NAMES = 1_000;

/**
 * The name under which a statement is prepared on each connection: the same text, the same name. Connections never forget
 * a prepared statement, so texts beyond the first 1,000 (a list has a few dozen forms) go unnamed.
 */
export function statementName(text: string): string | undefined {
  const known = names.get(text);
  if (known || names.size >= MOST_NAMES) return known;
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 22);
  names.set(text, name);
  return name;
}
