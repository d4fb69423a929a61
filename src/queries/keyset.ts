/** One thing that a list is ordered by. */
export interface OrderTerm {
  /** An expression over the list's tables. */
  sql: string;
  type: 'timestamptz' | 'text';
  direction: 'ASC' | 'DESC';
  /** Nulls come last in both directions. */
  nullable: boolean;
}

/** The ORDER BY of a list. Nothing is said of nulls where there are none, so that an index of the plain column fits. */
export function orderBy(terms: readonly OrderTerm[], backwards: boolean): string {
  return terms
    .map((term) => {
      const descending = (term.direction === 'DESC') !== backwards;
      const nulls = term.nullable ? ` nulls ${backwards ? 'first' : 'last'}` : '';
      return `${term.sql} ${descending ? 'desc' : 'asc'}${nulls}`;
    })
    .join(', ');
}

/**
 * The condition for rows behind the key, in reading order (`forwards`; `keep-forwards` while reading backwards) or before it
 * (`backwards`). Pushes the key's parts onto `values`.
 */
export function behind(
  terms: readonly OrderTerm[],
  key: readonly unknown[],
  way: 'forwards' | 'keep-forwards' | 'backwards',
  values: unknown[],
): string {
  const backwards = way === 'backwards';
  const bound = terms.map((term, index) => {
    values.push(key[index]);
    return { term, isNull: key[index] === null, parameter: `$${values.length}::${term.type}` };
  });
  const [lead] = bound;
  if (lead && bound.every(({ term }) => !term.nullable && term.direction === lead.term.direction)) {
    // One row comparison, which an index over these columns answers in one step.
    const sign = (lead.term.direction === 'ASC') === backwards ? '<' : '>';
    return `(${terms.map((term) => term.sql).join(', ')}) ${sign} (${bound.map(({ parameter }) => parameter).join(', ')})`;
  }
  const cases = bound.map(({ term, isNull, parameter }, index) => {
    const equal = bound.slice(0, index).map((prior) => `${prior.term.sql} is not distinct from ${prior.parameter}`);
    return [...equal, beyond(term, isNull, parameter, backwards)].join(' and ');
  });
  return `(${cases.map((one) => `(${one})`).join(' or ')})`;
}

/** One term beyond its part of the key. The parameter is named in each branch, so that PostgreSQL knows its type. */
function beyond(term: OrderTerm, isNull: boolean, parameter: string, backwards: boolean): string {
  const sign = (term.direction === 'ASC') === backwards ? '<' : '>';
  if (isNull)
    return backwards ? `(${term.sql} is not null and ${parameter} is null)` : `(false and ${parameter} is null)`;
  if (backwards || !term.nullable) return `${term.sql} ${sign} ${parameter}`;
  return `(${term.sql} ${sign} ${parameter} or ${term.sql} is null)`;
}
