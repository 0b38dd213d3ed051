import { choose } from '../chance.ts'
import type { Row } from '../row.ts'
import type { Setting } from './setting.ts'
import { COMPANY_FIRST, COMPANY_SECOND, CONTACT_NAMES } from './words.ts'

/** The name of contact `index`; invented ones carry a number, because names are unique in Xero. */
export function contactName(setting: Setting, index: number): string {
  const known = CONTACT_NAMES[index]
  if (known !== undefined) return known
  const chance = setting.chance('Contacts', index, 3)
  return `${choose(COMPANY_FIRST, chance)} ${choose(COMPANY_SECOND, chance >>> 8)} ${index} Ltd`
}

/** Which contact a document belongs to. */
export function contactFor(setting: Setting, chance: number): number {
  return chance % Math.max(1, setting.records('Contacts'))
}

const summaries = new WeakMap<Setting, Map<number, Row>>()

/** The short form of a contact inside other records. */
export function contactSummary(setting: Setting, index: number): Row {
  const known = summaries.get(setting) ?? new Map<number, Row>()
  summaries.set(setting, known)
  const summary = known.get(index) ?? {
    ContactID: setting.id('Contacts', index),
    Name: contactName(setting, index),
    Addresses: [],
    Phones: [],
    ContactGroups: [],
    ContactPersons: [],
    HasValidationErrors: false,
  }
  known.set(index, summary)
  return summary
}
