import { readFileSync } from 'node:fs';
import path from 'node:path';
import { composeServices as byApollo } from '@apollo/composition';
import { composeServices as byTheGuild } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { ROOT } from './prepare.mjs';

const NEIGHBOURS = path.join(ROOT, 'test', 'schema', 'neighbours');
const COMPOSERS = { '@apollo/composition': byApollo, '@theguild/federation-composition': byTheGuild };

/** What each composer has against a supergraph of this SDL and these neighbours: `[composer, messages]`. */
export function composeWith(sdl, neighbours) {
  const read = (name) => readFileSync(path.join(NEIGHBOURS, `${name}.graphql`), 'utf8');
  const texts = [['membership', sdl], ...neighbours.map((name) => [name, read(name)])];
  return Object.entries(COMPOSERS).map(([composer, compose]) => {
    const services = texts.map(([name, text]) => ({ name, url: `http://${name}.internal`, typeDefs: parse(text) }));
    return [composer, (compose(services).errors ?? []).map(({ message }) => message)];
  });
}
