import { buildASTSchema, findBreakingChanges, findDangerousChanges, parse, print, visit } from 'graphql';

/** What others rely on besides types: an entity is named by its keys, and shared fields are declared elsewhere too. */
const MARKS = new Set(['key', 'shareable']);

/** What has changed from one SDL of the subgraph to another: what breaks others, and what may surprise them. */
export function findChanges(before, after) {
  const [old, young] = [parse(before), parse(after)];
  const [was, is] = [schemaOf(old), schemaOf(young)];
  return {
    breaking: [...findBreakingChanges(was, is).map(describe), ...findLostMarks(old, young)],
    dangerous: findDangerousChanges(was, is).map(describe),
  };
}

/** The directives of federation are linked, not defined, so that the text is no valid schema by itself. */
const schemaOf = (document) => buildASTSchema(document, { assumeValidSDL: true });

const describe = ({ type, description }) => `${type}: ${description}`;

function findLostMarks(before, after) {
  const left = marksOf(after);
  return [...marksOf(before)].flatMap(([type, marks]) =>
    // A type that is gone has been told already.
    [...marks]
      .filter((mark) => left.get(type)?.has(mark) === false)
      .map((mark) => `MARK_REMOVED: ${type} lost ${mark}.`),
  );
}

/** The marks of each object type, as they are written. */
function marksOf(document) {
  const marks = new Map();
  visit(document, {
    ObjectTypeDefinition: ({ name, directives }) => {
      marks.set(name.value, new Set(directives.filter((one) => MARKS.has(one.name.value)).map(print)));
    },
  });
  return marks;
}
