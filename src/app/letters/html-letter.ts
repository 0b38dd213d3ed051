import { oneLine } from './figures.ts'
import type { LetterParts, LetterSite } from './letter-parts.ts'

const SERIF = "ui-serif,'Iowan Old Style',Georgia,serif"
const SANS = "system-ui,-apple-system,'Segoe UI',Roboto,sans-serif"

/** Mail programs honour inline styles; those that know dark mode also read these. */
const DARK = `@media (prefers-color-scheme:dark){
.paper{background:#111613!important}.sheet{background:#1a211d!important;border-color:#2c3630!important}
.ink{color:#eef2ef!important}.quiet{color:#a3b0a8!important}.rule{border-color:#2c3630!important}
.mark,.quiet-link{color:#5cc79c!important}.button{background:#5cc79c!important;color:#111613!important}}`

/** The letter as one narrow sheet. Every text is escaped here and nowhere else. */
export function htmlLetter(site: LetterSite, parts: LetterParts): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escaped(parts.subject)}</title>
<style>${DARK}</style>
</head>
<body class="paper" style="margin:0;padding:0;background:#fbfaf7">
<table role="presentation" class="paper" width="100%" cellpadding="0" cellspacing="0" style="background:#fbfaf7"><tr><td align="center" style="padding:32px 16px">
<table role="presentation" class="sheet" width="100%" cellpadding="0" cellspacing="0" style="max-width:520px;background:#ffffff;border:1px solid #e3e0d8;border-radius:8px"><tr><td style="padding:32px">
<p class="mark" style="margin:0 0 24px;font:600 18px/1.3 ${SERIF};color:#0b6b4f">Ledgerkeep</p>
<h1 class="ink" style="margin:0 0 24px;font:400 22px/1.4 ${SERIF};color:#16211c">${escaped(parts.news)}</h1>
${table(parts.facts)}
${parts.next.map(paragraph).join('\n')}
${button(parts)}
${further(parts)}
</td></tr></table>
${footer(site)}
</td></tr></table>
</body>
</html>
`
}

function table(facts: LetterParts['facts']): string {
  if (facts.length === 0) return ''
  return `<table width="100%" cellpadding="0" cellspacing="0" style="margin:0 0 24px;border-collapse:collapse;font:16px/1.4 ${SANS}">
${facts.map(row).join('\n')}
</table>`
}

function row([label, value]: readonly [string, string]): string {
  const cell = 'padding:8px 0;border-bottom:1px solid #e3e0d8;vertical-align:top'
  return `<tr><th scope="row" class="quiet rule" align="left" style="${cell};padding-right:16px;font-weight:400;color:#5a665f">${escaped(label)}</th><td class="ink rule" align="right" style="${cell};color:#16211c;font-variant-numeric:tabular-nums;word-break:break-word">${escaped(value)}</td></tr>`
}

const paragraph = (text: string): string =>
  `<p class="ink" style="margin:0 0 16px;font:16px/1.5 ${SANS};color:#16211c">${escaped(text)}</p>`

const button = (parts: LetterParts): string =>
  `<p style="margin:24px 0 0"><a class="button" href="${escaped(parts.link)}" style="display:inline-block;padding:12px 24px;border-radius:8px;background:#0b6b4f;color:#ffffff;font:600 16px/20px ${SANS};text-decoration:none">${escaped(parts.button)}</a></p>`

function further({ further: other }: LetterParts): string {
  if (!other) return ''
  return `<p style="margin:16px 0 0;font:14px/1.5 ${SANS}"><a class="quiet-link" href="${escaped(other.link)}" style="color:#0b6b4f">${escaped(other.text)}</a></p>`
}

function footer({ operator }: LetterSite): string {
  const lines = [operator.name, operator.address, operator.email].map((line) => oneLine(line))
  const shown = lines.filter((line) => line !== '').map(escaped)
  return `<p class="quiet" style="max-width:520px;margin:24px auto 0;font:14px/1.5 ${SANS};color:#5a665f;text-align:left">${shown.join('<br>')}</p>`
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
