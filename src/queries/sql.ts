/** Collects the values of one statement; `add` returns the placeholder that stands for the value. */
export class Values {
  readonly list: unknown[] = [];

  add(value: unknown): string {
    return `$${this.list.push(value)}`;
  }
}

/** A related row as one JSON object, or null. Its times are texts until `reviveTimes`. */
export const jsonRow = (select: string, from: string): string =>
  `(select row_to_json(related) from (select ${select} from ${from}) related)`;

/** Makes Dates of the times of a row that came as JSON: whatever is named `…At`. */
export function reviveTimes<Row extends object>(row: Row): Row {
  const entries = Object.entries(row).map(([name, value]) => [
    name,
    name.endsWith('At') && typeof value === 'string' ? new Date(value) : value,
  ]);
  return Object.fromEntries(entries) as Row; // the same names, with the types that Row promises
}

/**
 * Holds where the text is one of these. A single one is compared by itself: only then does an index over the text and the
 * order of the list bring the rows in that order.
 */
export const oneOf = (sql: string, texts: readonly string[], values: Values): string =>
  texts.length === 1 ? `${sql} = ${values.add(texts[0])}` : `${sql} = any(${values.add(texts)})`;

/**
 * The pattern of texts that contain `part`, for `lower(…) like`; `%` and `_` in it are ordinary characters. PostgreSQL lowers
 * both sides: JavaScript has other rules for some letters (İ, a final Σ), and a name would not be found by its own spelling.
 */
export const containing = (part: string, values: Values): string =>
  `lower(${values.add(`%${part.replace(/[\\%_]/g, '\\$&')}%`)})`;

/** Holds where the text contains `part`, whatever the case. */
export const contains = (sql: string, part: string, values: Values): string =>
  `lower(${sql}) like ${containing(part, values)}`;

/** A permission past its time gives nothing, also before the sweeper has removed it. */
export const lives = (alias: string): string =>
  `(${alias}.expires_at is null or ${alias}.expires_at > clock_timestamp())`;
