import { isDeepStrictEqual } from 'node:util';
import { DAY_MS, MINUTE_MS } from '../../src/domain/limits.js';

const typeId = (prefix: string): string => `${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}`;

/** What a value of each kind looks like. */
const SHAPES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(['inv', 'mem', 'prt', 'prm', 'key', 'usr'].map((prefix) => [prefix, typeId(prefix)])),
  // Of a link; then what a session has, and an API key.
  token: String.raw`[\w-]{43}`,
  access: String.raw`[\w-]+\.[\w-]+\.[\w-]+`,
  refresh: String.raw`mgr_[\w-]{43}`,
  secret: String.raw`mgk_[\w-]{8}_[\w-]{43}`,
  prefix: String.raw`mgk_[\w-]{8}`,
  cursor: String.raw`[\w-]{20,}`,
  code: String.raw`\d{6}`,
};
const NAME = /(<(?:now|time|in \d+ days|[a-z]+_[a-z]+)>)/;
const TIME = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z`;

/**
 * What stands on a page for values that differ from run to run: `<inv_kay>` is an id, a token, a code or a cursor, by the kind
 * that it begins with, and the same one wherever it stands; `<now>` and `<in 7 days>` are times, to the minute; `<time>` is any.
 */
export class Names {
  private values: ReadonlyMap<string, string> = new Map();

  /** What somebody sends who puts the values where their names stand. */
  fill<T>(printed: T): T {
    const fillText = (text: string) => text.split(NAME).map((part) => (NAME.test(part) ? this.valueOf(part) : part));
    return mapStrings(printed, (text) => fillText(text).join('')) as T; // only what stands in its strings is another
  }

  /**
   * The answer with names in the places of their values, as far as they are printed there and stand for them: when it fits it
   * equals what is printed, and the values that are new are remembered.
   */
  recognize(actual: unknown, printed: unknown): unknown {
    const values = new Map(this.values);
    const named = nameWithin(actual, printed, values);
    if (isDeepStrictEqual(named, printed)) this.values = values;
    return named;
  }

  /** Whether a text has these lines, in this order and perhaps among others. When it has, the values in them are remembered. */
  recognizeLines(text: string, printed: readonly string[]): boolean {
    const values = new Map(this.values);
    let rest = text.split('\n');
    for (const line of printed) {
      const at = rest.findIndex((one) => nameWithin(one, line, values) === line);
      if (at < 0) return false;
      rest = rest.slice(at + 1);
    }
    this.values = values;
    return true;
  }

  private valueOf(name: string): string {
    const value = this.values.get(name) ?? timeOf(name)?.toISOString();
    if (value === undefined) throw new Error(`Nothing has told what ${name} is`);
    return value;
  }
}

function nameWithin(actual: unknown, printed: unknown, values: Map<string, string>): unknown {
  if (typeof actual === 'string' && typeof printed === 'string')
    return fits(actual, printed, values) ? printed : actual;
  if (Array.isArray(actual) && Array.isArray(printed))
    return actual.map((item, index) => nameWithin(item, printed[index], values));
  if (!isObject(actual) || !isObject(printed)) return actual;
  return Object.fromEntries(
    Object.entries(actual).map(([key, value]) => [key, nameWithin(value, printed[key], values)]),
  );
}

/** Whether the text is what is printed, each name for its value; sets the values of new names. */
function fits(actual: string, printed: string, values: Map<string, string>): boolean {
  const parts = printed.split(NAME);
  const pattern = parts.map((part) => (NAME.test(part) ? `(${shapeOf(part)})` : escapeRegExp(part))).join('');
  const [, ...found] = new RegExp(`^${pattern}$`).exec(actual) ?? [];
  const names = parts.filter((part) => NAME.test(part));
  return names.length > 0
    ? found.length === names.length && names.every((name, index) => standsFor(name, found[index] ?? '', values))
    : actual === printed;
}

const escapeRegExp = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
const shapeOf = (name: string): string => SHAPES[kindOf(name)] ?? (name.includes('_') ? unknownKind(name) : TIME);
const kindOf = (name: string): string => name.slice(1).split('_', 1)[0] ?? '';
const unknownKind = (name: string): never => {
  throw new Error(`${name} is of no kind. There are: ${Object.keys(SHAPES).join(', ')}`);
};

/** What comes by mail: one that is awaited must not be read from the mail before. */
const MAILED = new Set(['token', 'code']);

function standsFor(name: string, value: string, values: Map<string, string>): boolean {
  if (name === '<time>') return true;
  const time = timeOf(name);
  if (time) return Math.abs(Date.parse(value) - time.getTime()) < MINUTE_MS;
  const known = values.get(name);
  if (known !== undefined) return known === value;
  if (MAILED.has(kindOf(name)) && [...values.values()].includes(value)) return false;
  values.set(name, value);
  return true;
}

/** When `<now>` and `<in 7 days>` are; undefined for other names. */
function timeOf(name: string): Date | undefined {
  const [, , days] = /^<(now|in (\d+) days)>$/.exec(name) ?? [];
  if (days === undefined && name !== '<now>') return undefined;
  return new Date(Date.now() + Number(days ?? 0) * DAY_MS);
}

function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, change));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapStrings(item, change)]));
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
