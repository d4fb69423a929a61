import { Kind, type OperationDefinitionNode, parse } from 'graphql';
import { type Block, blocksOf, type Page } from './markdown.js';

interface Told {
  /** Where it stands on the page, from 1. */
  line: number;
  /** A person of the demo by first name, `nobody`, a name of what is brought as the token, or a mailbox. */
  who: string;
}
/** Somebody asks and is answered. */
interface Ask extends Told {
  kind: 'ask';
  document: string;
  /** Whether it changes nothing, so that one may look again. */
  isQuery: boolean;
  variables: unknown;
  answer: unknown;
}
/** Somebody begins to follow a stream. */
interface Follow extends Told {
  kind: 'follow';
  document: string;
  variables: unknown;
}
/** The next that arrives with who follows. */
interface Receive extends Told {
  kind: 'receive';
  answer: unknown;
}
/** A mail in somebody's mailbox, with these lines in this order, perhaps among others. */
interface ReadMail extends Told {
  kind: 'mail';
  lines: string[];
}
export type Step = Ask | Follow | Receive | ReadMail;

const AS = /^\*\*As (?:(nobody|[A-Z][a-z]+)|`(<\w+>)`)(?::\*\*|\*\*, .+:)$/;
const RECEIVES = /^\*\*([A-Z][a-z]+) receives:\*\*$/;
const MAIL = /^\*\*Mail to (\S+@\S+):\*\*$/;

/**
 * What a guide has its reader do, in order. Throws for a block that has no place in this:
 *
 * - `graphql` below `**As Ada:**`, with `json` for its variables if it declares any, and `json` below `Answer:`, which only
 *   subscriptions have not;
 * - `json` below `**Ada receives:**`;
 * - `text` below `**Mail to kay@example.org:**`.
 */
export function stepsOf(page: Page): Step[] {
  const blocks = blocksOf(page);
  const steps: Step[] = [];
  for (let block = blocks.shift(); block; block = blocks.shift()) {
    const step = readOperation(block, blocks) ?? readArrival(block) ?? readMail(block);
    if (!step) throw new Error(`${page.file}:${block.line} is a block that nobody runs`);
    steps.push(step);
  }
  return steps;
}

/** Takes the blocks that belong to the operation from those that follow. */
function readOperation({ language, lead, line, text }: Block, following: Block[]): Step | undefined {
  const as = AS.exec(lead);
  if (language !== 'graphql' || !as) return undefined;
  const { operation, variableDefinitions } = operationOf(text);
  const take = (isOurs: (block: Block) => boolean, what: string): unknown => {
    const [next] = following;
    if (next?.language !== 'json' || !isOurs(next)) throw new Error(`The operation of line ${line} has no ${what}`);
    return JSON.parse(following.shift()?.text ?? '');
  };
  const who = as[1] ?? as[2] ?? '';
  const variables = variableDefinitions?.length ? take(({ lead }) => lead === '', 'variables') : {};
  const told = { line, who, document: text, variables };
  if (operation === 'subscription') return { kind: 'follow', ...told };
  const answer = take(({ lead }) => lead === 'Answer:', 'answer');
  return { kind: 'ask', ...told, isQuery: operation === 'query', answer };
}

function operationOf(text: string): OperationDefinitionNode {
  const [definition, ...more] = parse(text).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION || more.length > 0) throw new Error('One operation, please');
  return definition;
}

function readArrival({ language, lead, line, text }: Block): Step | undefined {
  const who = RECEIVES.exec(lead)?.[1];
  return language === 'json' && who ? { kind: 'receive', line, who, answer: JSON.parse(text) } : undefined;
}

function readMail({ language, lead, line, text }: Block): Step | undefined {
  const who = MAIL.exec(lead)?.[1];
  const lines = text.split('\n').filter((one) => one !== '' && one !== '…');
  return language === 'text' && who ? { kind: 'mail', line, who, lines } : undefined;
}
