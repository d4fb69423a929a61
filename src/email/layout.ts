import { escapeHtml, linesOf } from './words.js';

/** One piece of a mail. Text and HTML are both made from the same pieces, so that neither says what the other does not. */
export type Piece =
  | { kind: 'paragraph'; text: string }
  /** Somebody else's words, set apart so that they cannot pass for ours. */
  | { kind: 'quote'; from: string; text: string }
  | { kind: 'facts'; facts: readonly (readonly [name: string, value: string])[] }
  | { kind: 'button'; label: string; link: string }
  | { kind: 'code'; code: string };

export interface Letter {
  /** What mail programs show behind the subject. */
  preview: string;
  heading: string;
  pieces: readonly Piece[];
  /** Why the reader has this mail. */
  footer: string;
}

/** A letter as text and as HTML: one column, both colour schemes, nothing fetched from anywhere. */
export const renderLetter = (letter: Letter): { text: string; html: string } => ({
  text: [letter.heading, ...letter.pieces.map(pieceAsText), `-- \n${letter.footer}`, '']
    .join('\n\n')
    .trimEnd()
    .concat('\n'),
  html: page(letter),
});

function pieceAsText(piece: Piece): string {
  switch (piece.kind) {
    case 'paragraph':
      return piece.text;
    case 'quote':
      return [`${piece.from}:`, ...linesOf(piece.text).map((line) => `> ${line}`.trimEnd())].join('\n');
    case 'facts':
      return piece.facts.map(([name, value]) => `${name}: ${value}`).join('\n');
    case 'button':
      return `${piece.label}:\n${piece.link}`;
    case 'code':
      return `    ${piece.code}`;
  }
}

// Mail programs drop style sheets as they like: what stands in `style` is the light scheme and always holds. Only the
// colours of the dark scheme need the sheet, and without it the mail is light. All pairs have a contrast of 4.5 or more.
const DARK = `:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background-color: #10151d !important; }
  .card { background-color: #1b222d !important; border-color: #313b4a !important; }
  .ink { color: #e7ebf1 !important; }
  .soft { color: #a9b4c4 !important; }
  .quote { background-color: #232c39 !important; border-color: #6ea0ff !important; }
  .link { color: #8db4ff !important; }
}`;

const FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const INK = 'color:#1a2230';
const SOFT = 'color:#5a6678';
const BODY = `margin:0 0 16px;font-size:16px;line-height:24px;${INK}`;

function pieceAsHtml(piece: Piece): string {
  switch (piece.kind) {
    case 'paragraph':
      return `<p class="ink" style="${BODY}">${escapeHtml(piece.text)}</p>`;
    case 'quote':
      return `<p class="soft" style="margin:0 0 6px;font-size:14px;line-height:20px;${SOFT}">${escapeHtml(piece.from)}:</p>
<blockquote class="quote ink" dir="auto" style="margin:0 0 20px;padding:12px 16px;border-left:3px solid #2558d6;background-color:#f2f5fa;font-size:16px;line-height:24px;${INK}">${linesOf(piece.text).map(escapeHtml).join('<br>')}</blockquote>`;
    case 'facts':
      return `<dl style="margin:0 0 16px">${piece.facts.map(factAsHtml).join('')}</dl>`;
    case 'button':
      return `<p style="margin:24px 0 12px"><a href="${escapeHtml(piece.link)}" style="display:inline-block;padding:12px 22px;border-radius:8px;background-color:#2558d6;color:#ffffff;font-size:16px;line-height:24px;font-weight:600;text-decoration:none">${escapeHtml(piece.label)}</a></p>
<p class="soft" style="margin:0 0 20px;font-size:13px;line-height:20px;${SOFT}">Or open this address: <a class="link" href="${escapeHtml(piece.link)}" style="color:#1f4fc4;word-break:break-all">${escapeHtml(piece.link)}</a></p>`;
    case 'code':
      return `<p class="quote ink" style="margin:8px 0 20px;padding:14px 0;background-color:#f2f5fa;border-radius:8px;text-align:center;font-family:ui-monospace,Consolas,Menlo,monospace;font-size:30px;line-height:38px;letter-spacing:6px;${INK}">${escapeHtml(piece.code)}</p>`;
  }
}

const factAsHtml = ([name, value]: readonly [string, string]): string =>
  `<dt class="soft" style="margin:0;font-size:13px;line-height:20px;${SOFT}">${escapeHtml(name)}</dt><dd class="ink" style="margin:0 0 10px;font-size:16px;line-height:24px;overflow-wrap:anywhere;word-break:break-word;${INK}">${escapeHtml(value)}</dd>`;

const page = ({ preview, heading, pieces, footer }: Letter): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(heading)}</title>
<style>
${DARK}
</style>
</head>
<body class="page" style="margin:0;padding:0;background-color:#f3f5f9;${FONT}">
<div style="display:none;max-height:0;overflow:hidden">${escapeHtml(preview)}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="page" style="background-color:#f3f5f9">
<tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px;text-align:left">
<tr><td class="card" style="padding:32px;border:1px solid #dde3ec;border-radius:12px;background-color:#ffffff;${FONT}">
<h1 class="ink" style="margin:0 0 20px;font-size:22px;line-height:30px;font-weight:650;${INK}">${escapeHtml(heading)}</h1>
${pieces.map(pieceAsHtml).join('\n')}
</td></tr>
<tr><td style="padding:20px 32px"><p class="soft" style="margin:0;font-size:13px;line-height:20px;${FONT};${SOFT}">${escapeHtml(footer)}</p></td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
