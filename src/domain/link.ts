import { createHash, createHmac, randomBytes } from 'node:crypto';

/** What is stored of the link of an invite; both are null where there is none. */
export interface StoredLink {
  id: string;
  generation: number;
  linkSalt: Buffer | null;
  linkHash: Buffer | null;
}

/**
 * Makes the tokens of links, and tells them again without storing them: a token follows from a key of the server, the
 * invite's id and generation, and a random salt of its own. It is looked up by its hash and never verified, so links outlive
 * the key that made them.
 */
export interface Links {
  /** What to store of the link of this generation of an invite. */
  make(id: string, generation: number): { linkSalt: Buffer; linkHash: Buffer };
  /** The token; undefined where there is none, or when none of the keys made it. */
  read(stored: StoredLink): string | undefined;
}

const SALT_BYTES = 16;

/** The first key makes, all tell again. */
export function createLinks(keys: readonly Buffer[]): Links {
  const [current] = keys;
  if (!current) throw new Error('Links need a key');
  return {
    make: (id, generation) => {
      const linkSalt = randomBytes(SALT_BYTES);
      return { linkSalt, linkHash: hashLinkToken(tokenOf(current, id, generation, linkSalt)) };
    },
    read: ({ id, generation, linkSalt, linkHash }) => {
      if (linkSalt === null || linkHash === null) return undefined;
      return keys
        .map((key) => tokenOf(key, id, generation, linkSalt))
        .find((token) => hashLinkToken(token).equals(linkHash));
    },
  };
}

/** What a token is stored and looked up by: SHA-256. */
export const hashLinkToken = (token: string): Buffer => createHash('sha256').update(token).digest();

/** 43 characters of base64url. */
const tokenOf = (key: Buffer, id: string, generation: number, salt: Buffer): string =>
  createHmac('sha256', key)
    .update(`${id}\n${generation}\n${salt.toString('base64url')}`)
    .digest('base64url');
