import { type WrittenLetter, writeLetter } from './letter-content.ts'
import type { LetterSite } from './letter-parts.ts'

/** Something that those who run the installation should know. */
export interface OperatorNews {
  readonly subject: string
  /** One sentence. */
  readonly news: string
  readonly facts: readonly (readonly [label: string, value: string])[]
  /** A page of the operator: `/admin`. */
  readonly path: string
}

export const operatorNews = (site: LetterSite, told: OperatorNews): WrittenLetter =>
  writeLetter(site, {
    subject: told.subject,
    news: told.news,
    facts: told.facts,
    next: ['You get this because your address is among those that run this installation.'],
    button: 'Open the operator’s pages',
    link: `${site.baseUrl}${told.path}`,
  })

/** The one-time link to the pages of the operator. */
export const operatorLink = (site: LetterSite, link: string): WrittenLetter =>
  writeLetter(site, {
    subject: 'Your link to the operator’s pages',
    news: 'Here is your link to the operator’s pages.',
    facts: [['Good for', '15 minutes, once']],
    next: [
      'Did you not ask for it? Then nothing needs to be done: the link does nothing by itself.',
    ],
    button: 'Log in',
    link,
  })
