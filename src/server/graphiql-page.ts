import { readFile } from 'node:fs/promises';
import { HttpError, json } from './answer.js';
import type { Route } from './http.js';
import { createPage } from './page.js';

/** Whom one can act as: the name that `/dev/token` goes by, and how they are called. */
export type DemoPerson = readonly [name: string, title: string];

/** Where the build puts it, from `src` as from `dist`. */
const FOLDER = new URL('../../dist/web/', import.meta.url);
const FILES = ['graphiql/main.js', 'graphiql/main.css'];

/** GraphiQL, its files and the people that it offers, by path. */
export const graphiqlRoutes = (people: readonly DemoPerson[]): Record<string, Route['answer']> => ({
  '/graphiql': built('graphiql.html'),
  ...Object.fromEntries(FILES.map((file) => [`/${file}`, built(file)])),
  '/graphiql/people.json': () => json(200, people),
});

/** Read when it is asked for: what no test and no program asks for need not be built. */
function built(file: string): Route['answer'] {
  return async () => {
    const body = await readFile(new URL(file, FOLDER), 'utf8').catch(() => {
      throw new HttpError(404, 'GraphiQL is not built. Build it: npm run build');
    });
    return createPage(file, body, { writesHtml: true }); // descriptions, which it renders as Markdown
  };
}
