import { oneLine } from './figures.ts'
import type { LetterParts, LetterSite } from './letter-parts.ts'

const MEASURE = 68

/** The letter for readers without HTML: the same parts in the same order. */
export function textLetter(site: LetterSite, parts: LetterParts): string {
  const blocks = [
    'Ledgerkeep',
    wrap(parts.news),
    table(parts.facts),
    ...parts.next.map(wrap),
    `${parts.button}:\n${parts.link}`,
    parts.further ? `${parts.further.text}:\n${parts.further.link}` : '',
    footer(site),
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

function table(facts: LetterParts['facts']): string {
  const width = Math.max(0, ...facts.map(([label]) => label.length))
  return facts.map(([label, value]) => `${label.padEnd(width)}  ${value}`).join('\n')
}

/** `-- ` on a line of its own is how mail programs know a signature. */
const footer = ({ operator }: LetterSite): string =>
  ['-- ', operator.name, operator.address, operator.email]
    .map((line) => (line === '-- ' ? line : oneLine(line)))
    .filter((line) => line !== '')
    .join('\n')

function wrap(paragraph: string): string {
  const lines: string[] = []
  for (const word of paragraph.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= MEASURE) {
      lines[lines.length - 1] = `${last} ${word}`
    } else {
      lines.push(word)
    }
  }
  return lines.join('\n')
}
