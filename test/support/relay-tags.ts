import type { Plugin } from 'vite';

const TAG = /graphql`\s*(?:query|mutation|subscription|fragment)\s+(\w+)[^`]*`/g;

/** What babel-plugin-relay does in an application: where a graphql`…` stood, stands what relay-compiler has made of it. */
export function relayTags(): Plugin {
  return {
    name: 'relay-tags',
    enforce: 'pre',
    transform: (code, id) => {
      if (!id.includes('/examples/clients/relay/')) return undefined;
      const names: string[] = [];
      const replaced = code.replace(TAG, (_, name: string) => {
        names.push(name);
        return `${name}_artifact`;
      });
      const imports = names.map((name) => `import ${name}_artifact from './__generated__/${name}.graphql.ts';`);
      return { code: `${imports.join(' ')}\n${replaced}`, map: null };
    },
  };
}
