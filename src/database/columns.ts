import { snakeCase } from './snake-naming.js';

/** `a.id as "id", a.created_at as "createdAt"`: the columns of these properties, named like them. */
export const selectList = (alias: string, properties: readonly string[]): string =>
  properties.map((property) => `${alias}.${snakeCase(property)} as "${property}"`).join(', ');
