import { registerEnumType } from 'type-graphql';

/** Registers a union of texts as a GraphQL enum, with a sentence for each value, and returns the object that names it. */
export function enumOf<Value extends string>(
  name: string,
  description: string,
  values: readonly Value[],
  descriptions: Record<Value, string>,
): Record<Value, Value> {
  const type = Object.fromEntries(values.map((value) => [value, value])) as Record<Value, Value>; // one entry per value
  const valuesConfig = Object.fromEntries(values.map((value) => [value, { description: descriptions[value] }]));
  registerEnumType(type, { name, description, valuesConfig: valuesConfig as Record<Value, { description: string }> }); // the same
  return type;
}
