import type { Answer } from '../commands/answer.js';

/**
 * The payload of a batch: its things under `field`, read anew by their ids after the mutation; what the mutation ended as it
 * last was. `Row` is what the things' resolvers take, and what the commands hand over of an ended one.
 */
export async function resultsPayload<Row extends object>(
  { userErrors, items }: Answer,
  field: string,
  load: (id: string) => Promise<Row | null>,
) {
  const results = items.map(async ({ id, error, ended }, index) => ({
    index,
    [field]: ended ?? (id === null ? null : await load(id)),
    error,
  }));
  return { results: await Promise.all(results), userErrors };
}
