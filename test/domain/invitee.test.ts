import { describe, expect, it } from 'vitest';
import { ID_PREFIXES } from '../../src/domain/ids.js';
import { canonicalEmail, isWellFormedOwnedId, isWellFormedUserId } from '../../src/domain/invitee.js';

const local64 = 'l'.repeat(64);
const label63 = 'd'.repeat(63);
const address254 = `${local64}@${label63}.${label63}.${'d'.repeat(58)}.ok`;

describe('the canonical form of an address (I31)', () => {
  it.each([
    ['as it is', 'ann@example.com', 'ann@example.com'],
    ['in lower case on both sides', "Ann.O'Neil@Example.COM", "ann.o'neil@example.com"],
    ['without white space around it', ' \t\r\nann@example.com\r\n ', 'ann@example.com'],
    ['with its dots and plus tags', 'a.n.n+tag@example.com', 'a.n.n+tag@example.com'],
    ['with every character of an atom', "!#$%&'*+/=?^_`{|}~-@example.com", "!#$%&'*+/=?^_`{|}~-@example.com"],
    ['with a domain in punycode', 'ann@bücher.example', 'ann@xn--bcher-kva.example'],
    ['of an upper-case IDN', 'ann@BÜCHER.Example', 'ann@xn--bcher-kva.example'],
    ['of an IDN typed with combining marks', 'ann@bu\u0308cher.example', 'ann@xn--bcher-kva.example'],
    ['of upper-case punycode', 'ann@XN--BCHER-KVA.example', 'ann@xn--bcher-kva.example'],
    ['of a dotless i, which is not an i', 'ann@exıst.test', 'ann@xn--exst-mza.test'],
    ['of a sharp s, which is not ss', 'ann@straße.test', 'ann@xn--strae-oqa.test'],
    ['of a Kelvin sign, which is the letter K to every normalisation', 'ann@\u212Aim.test', 'ann@kim.test'],
    ['of another script', 'ann@例え.テスト', 'ann@xn--r8jz45g.xn--zckzah'],
    ['of a domain of digits', 'ann@163.com', 'ann@163.com'],
    ['of a domain with a run of hyphens', 'ann@r3---sn.test', 'ann@r3---sn.test'],
    ['with 64 characters before the @', `${local64}@example.com`, `${local64}@example.com`],
    ['with 254 characters in all', address254, address254],
  ])('exists %s', (_, text, canonical) => {
    expect(canonicalEmail(text)).toBe(canonical);
    expect(canonicalEmail(canonical)).toBe(canonical);
  });

  it.each([
    ['nothing', ''],
    ['white space', ' \t '],
    ['no @', 'example.com'],
    ['no local part', '@example.com'],
    ['no domain', 'ann@'],
    ['two @', 'ann@evil.test@example.com'],
    ['one label', 'ann@localhost'],
    ['a leading dot in the local part', '.ann@example.com'],
    ['a trailing dot in the local part', 'ann.@example.com'],
    ['two dots in the local part', 'a..n@example.com'],
    ['a trailing dot in the domain', 'ann@example.com.'],
    ['a leading dot in the domain', 'ann@.example.com'],
    ['two dots in the domain', 'ann@example..com'],
    ['a label that begins with a hyphen', 'ann@-a.test'],
    ['a label that ends with a hyphen', 'ann@a-.test'],
    ['an underscore in the domain', 'ann@a_b.test'],
    ['a label of 64 characters', `ann@${'d'.repeat(64)}.test`],
    ['an IPv4 address', 'ann@127.0.0.1'],
    ['what URLs read as an IPv4 address', 'ann@0x7f.1'],
    ['an address literal', 'ann@[127.0.0.1]'],
    ['an IPv6 literal', 'ann@[IPv6:::1]'],
    ['a comment', 'a@b.test (x) c.test'],
    ['a comment within', 'ann(x)@example.com'],
    ['a quoted local part', '"ann"@example.com'],
    ['a quoted @', '"a@b.test"@example.com'],
    ['a display name', 'Ann <ann@example.com>'],
    ['angle brackets', '<ann@example.com>'],
    ['a list', 'ann@example.com,bob@example.com'],
    ['a list by semicolon', 'ann@example.com;bob@example.com'],
    ['inner white space', 'ann @example.com'],
    ['a space in the domain', 'ann@exa mple.com'],
    ['folding white space', 'ann@example\r\n .com'],
    ['a header behind a line break', 'ann@example.com\r\nBcc: eve@evil.test'],
    ['a line break before the @', 'ann\n@example.com'],
    ['NUL', 'ann@example.com\0'],
    ['NUL within', 'ann\0@example.com'],
    ['DEL', 'ann\x7f@example.com'],
    ['a percent escape in the domain', 'ann@ex%61mple.com'],
    ['a non-ASCII local part', 'änn@example.com'],
    ['a dotless i in the local part', 'exıst@example.com'],
    ['a Kelvin sign in the local part', '\u212Aim@example.com'],
    ['a fullwidth @', 'ann＠example.com'],
    ['a fullwidth @ in the domain', 'ann@evil.test＠example.com'],
    ['a fullwidth domain', 'ann@ｅxample.com'],
    ['a fullwidth full stop', 'ann@example．com'],
    ['an ideographic full stop', 'ann@example。com'],
    ['a long s in the domain', 'ann@\u017Fim.test'],
    ['a ligature in the domain', 'ann@o\uFB03ce.test'],
    ['a circled letter in the domain', 'ann@ⓔxample.com'],
    ['a superscript digit in the domain', 'ann@a².test'],
    ['a care-of sign', 'ann@℀.test'],
    ['a zero-width joiner', 'ann@exa\u200Dmple.com'],
    ['a soft hyphen', 'ann@exa\u00ADmple.com'],
    ['a right-to-left override', 'ann@exa\u202Emple.com'],
    ['a lone surrogate', 'ann@exa\uD800mple.com'],
    ['a lone surrogate in the local part', 'a\uDC00nn@example.com'],
    ['an emoji domain', 'ann@☃.test'],
    ['broken punycode', 'ann@xn--a.example'],
    ['65 characters before the @', `l${local64}@example.com`],
    ['255 characters in all', address254.replace('.ok', '.okk')],
    ['a domain that is too long only in punycode', `${local64}@${`${'ü'.repeat(40)}.`.repeat(4)}example`],
    ['a megabyte', `${'a'.repeat(1_000_000)}@example.com`],
    ['a megabyte of dots', `ann@${'a.'.repeat(500_000)}com`],
  ])('does not exist for %s', (_, text) => {
    expect(canonicalEmail(text)).toBeUndefined();
  });

  it('is found in no more than a moment for the worst of 254 characters', () => {
    const began = performance.now();
    for (let round = 0; round < 1_000; round++) canonicalEmail(`a@${'a-'.repeat(120)}!`);
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});

describe('ids that others give', () => {
  it.each([
    ['u', true],
    ['auth0|5f7c8ec7c33c6c004bbafe82', true],
    ['CN=Ann Example, O=Example', true],
    ['u'.repeat(255), true],
    ['', false],
    ['u'.repeat(256), false],
    ['änn', false],
    ['a\nb', false],
    ['a\0b', false],
    ['a\x7fb', false],
  ])('lets a user be called %j: %s', (id, expected) => {
    expect(isWellFormedUserId(id)).toBe(expected);
  });

  it.each([
    ['a', true],
    ['business-0101', true],
    ['Business_0101', true],
    ['invoice', true],
    ['biz_01h455vb4pex5vsknk084sn02q', true],
    ['x'.repeat(64), true],
    ['', false],
    ['x'.repeat(65), false],
    ['a b', false],
    ['a.b', false],
    ['a:b', false],
    ['ä', false],
    ['a\n', false],
    ...Object.values(ID_PREFIXES).map((prefix): [string, boolean] => [`${prefix}_x`, false]),
  ])('lets a business or an asset be called %j: %s', (id, expected) => {
    expect(isWellFormedOwnedId(id)).toBe(expected);
  });
});
