import { LedgerkeepError } from '../../core/errors.ts'
import { oneLine } from './figures.ts'
import { htmlLetter } from './html-letter.ts'
import type { LetterParts, LetterSite } from './letter-parts.ts'
import { textLetter } from './text-letter.ts'

/** What every kind of letter is given beside its own facts. */
export interface LetterInput {
  readonly site: LetterSite
  readonly organisation: string
  /** A page of this installation that asks for a login; never a link that opens anything by itself. */
  readonly link: string
}

/** A letter ready to be sent, whoever gets it. */
export interface WrittenLetter {
  readonly subject: string
  readonly text: string
  readonly html: string
}

const LONGEST_SUBJECT = 150

export function writeLetter(site: LetterSite, parts: LetterParts): WrittenLetter {
  assertOurs(site, parts.link)
  if (parts.further) assertOurs(site, parts.further.link)
  const clean = cleaned(parts)
  return { subject: clean.subject, text: textLetter(site, clean), html: htmlLetter(site, clean) }
}

/** Names come from Xero: a line break or a change of direction in them must not reshape the letter. */
function cleaned(parts: LetterParts): LetterParts {
  return {
    ...parts,
    subject: oneLine(parts.subject, LONGEST_SUBJECT),
    news: oneLine(parts.news),
    facts: parts.facts.map(([label, value]) => [oneLine(label), oneLine(value)] as const),
    next: parts.next.map((paragraph) => oneLine(paragraph)),
  }
}

function assertOurs({ baseUrl }: LetterSite, link: string): void {
  // The slash after the host is what keeps `backup.example.com.evil.example` out.
  if (link.startsWith(`${baseUrl}/`) && URL.canParse(link) && !/\s/.test(link)) return
  throw new LedgerkeepError('bug', 'A letter may only link to pages of this installation.')
}
