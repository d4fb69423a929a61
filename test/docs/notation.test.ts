import { describe, expect, it } from 'vitest';
import { stepsOf } from './guide.js';
import { sectionsOf } from './markdown.js';
import { Names } from './names.js';

const ID = 'inv_01h455vb4pex5vsknk084sn02q';
const OTHER = 'inv_01h455vb4pex5vsknk084sn02r';
const told = (answer: object) => {
  const names = new Names();
  names.recognize({ id: ID, to: 'kay' }, { id: '<inv_kay>', to: 'kay' });
  return names.recognize(answer, { id: '<inv_kay>', to: 'kay' });
};

describe('a name on a page', () => {
  it('is filled in with what it stood for, also within a text', () => {
    const names = new Names();
    names.recognize({ id: ID }, { id: '<inv_kay>' });
    expect(names.fill({ ids: ['<inv_kay>'], text: 'about <inv_kay>', first: 2 })).toEqual({
      ids: [ID],
      text: `about ${ID}`,
      first: 2,
    });
    expect(() => names.fill('<inv_lee>')).toThrow('Nothing has told what <inv_lee> is');
  });

  it('stands for the same value for good', () => {
    expect(told({ id: ID, to: 'kay' })).toEqual({ id: '<inv_kay>', to: 'kay' });
    expect(told({ id: OTHER, to: 'kay' })).toEqual({ id: OTHER, to: 'kay' });
  });

  it.each([
    ['<mem_kay>', ID],
    ['<inv_kay>', `${ID}x`],
    ['<code_kay>', '12345'],
    ['<now>', '2020-01-01T00:00:00.000Z'],
    ['<in 7 days>', new Date().toISOString()],
    ['<time>', 'yesterday'],
  ])('does not stand for another kind of value: %s for %s', (name, value) => {
    expect(new Names().recognize(value, name)).toBe(value);
  });

  it('is remembered only of an answer that fits as a whole', () => {
    const names = new Names();
    names.recognize({ id: ID, status: 'PENDING' }, { id: '<inv_kay>', status: 'ACCEPTED' });
    expect(() => names.fill('<inv_kay>')).toThrow();
  });

  it('of a mail is not taken from the mail before', () => {
    const names = new Names();
    expect(names.recognizeLines('Code 123456', ['Code <code_first>'])).toBe(true);
    expect(names.recognizeLines('Code 123456', ['Code <code_second>'])).toBe(false);
    expect(names.recognizeLines('Hello\nCode 654321', ['Code <code_second>', 'Hello'])).toBe(false);
    expect(names.recognizeLines('Hello\nCode 654321', ['Hello', 'Code <code_second>'])).toBe(true);
  });

  it('is refused when it is of no kind', () => {
    expect(() => new Names().recognize(ID, '<invite_kay>')).toThrow('<invite_kay> is of no kind');
  });
});

describe('a block on a page', () => {
  const page = (...lines: string[]) => ({ file: 'guide.md', text: lines.join('\n') });
  const query = ['**As Ada:**', '', '```graphql', '{ viewer { eventCursor } }', '```'];
  const answer = ['', 'Answer:', '', '```json', '{}', '```'];

  it('is run when it is an operation with its answer', () => {
    expect(stepsOf(page(...query, ...answer))).toMatchObject([{ kind: 'ask', line: 3, who: 'Ada', answer: {} }]);
  });

  it.each([
    ['of nobody in particular', ['', '```graphql', '{ viewer { eventCursor } }', '```', ...answer], 'that nobody runs'],
    ['without its answer', query, 'no answer'],
    ['with an answer too many', [...query, ...answer, ...answer], 'that nobody runs'],
    ['in another language', ['```sh', 'curl localhost', '```'], 'that nobody runs'],
    ['that does not end', ['```graphql', '{'], 'does not end'],
  ])('is refused %s', (_, lines, reason) => {
    expect(() => stepsOf(page(...lines))).toThrow(reason);
  });

  it('makes no heading', () => {
    const text = '# Guide\n```graphql\n# a comment\n{ viewer }\n```\n## What, then?\nThis';
    expect(sectionsOf({ file: 'guide.md', text }).map(({ anchor }) => anchor)).toEqual(['guide', 'what-then']);
  });
});
