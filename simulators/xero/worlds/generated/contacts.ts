import { choose } from '../chance.ts'
import type { Row } from '../row.ts'
import { balancesOf } from './balances.ts'
import { contactName } from './contact-summaries.ts'
import { momentsOf, xeroDate } from './moments.ts'
import type { Setting, Table } from './setting.ts'
import { TOWNS } from './words.ts'

export function contactsTable(setting: Setting): Table {
  const size = setting.records('Contacts')
  return {
    size,
    row: (index, shape) => contactRow(setting, index, size, shape.detail === 'single'),
  }
}

function contactRow(setting: Setting, index: number, size: number, single: boolean): Row {
  const chance = setting.chance('Contacts', index, 5)
  const { updatedAt } = momentsOf(setting, 'Contacts', index, size)
  const row: Row = {
    ContactID: setting.id('Contacts', index),
    ContactNumber: chance % 4 === 0 ? `C${String(index).padStart(4, '0')}` : undefined,
    ContactStatus: isArchived(setting, index) ? 'ARCHIVED' : 'ACTIVE',
    Name: contactName(setting, index),
    FirstName: chance % 3 === 0 ? 'Zoë' : undefined,
    LastName: chance % 3 === 0 ? 'Nuñez' : undefined,
    EmailAddress: chance % 5 === 0 ? '' : `accounts+${index}@example.com`,
    BankAccountDetails: '',
    TaxNumber: chance % 4 === 1 ? `GB${100_000_000 + (chance % 899_999_999)}` : undefined,
    Addresses: [
      {
        AddressType: 'STREET',
        AddressLine1: `${1 + (chance % 180)} High Street`,
        City: choose(TOWNS, chance >>> 8),
        Region: '',
        PostalCode: `BS${1 + (chance % 9)} ${1 + ((chance >>> 4) % 9)}AB`,
        Country: setting.plan.country === 'GB' ? 'United Kingdom' : 'Ireland',
      },
      { AddressType: 'POBOX', City: '', Region: '', PostalCode: '', Country: '' },
    ],
    Phones: [
      {
        PhoneType: 'DEFAULT',
        PhoneNumber: `${100_000 + (chance % 899_999)}`,
        PhoneAreaCode: '0117',
        PhoneCountryCode: '44',
      },
    ],
    UpdatedDateUTC: xeroDate(updatedAt),
    ContactGroups: [],
    IsSupplier: chance % 2 === 0,
    IsCustomer: chance % 3 !== 0,
    DefaultCurrency: setting.currency,
    ContactPersons: [],
    Balances: balancesOf(setting, index),
    HasAttachments: setting.files.has('Contacts', index),
    HasValidationErrors: false,
  }
  if (!single) return row
  return {
    ...row,
    SalesTrackingCategories: [],
    PurchasesTrackingCategories: [],
    PaymentTerms: {},
    Attachments: setting.files.embedded('Contacts', index),
  }
}

function isArchived(setting: Setting, index: number): boolean {
  return index > 2 && setting.chance('Contacts', index, 6) % 25 === 0
}

const GROUPS = ['Suppliers', 'Trade customers', 'Écoles']

/** Groups; who belongs to them is told only for a single one. */
export function contactGroupsTable(setting: Setting): Table {
  return {
    size: GROUPS.length,
    row: (index, shape) => ({
      ContactGroupID: setting.id('ContactGroups', index),
      Name: choose(GROUPS, index),
      Status: 'ACTIVE',
      Contacts: shape.detail === 'single' ? members(setting, index) : [],
      HasValidationErrors: false,
    }),
  }
}

function members(setting: Setting, group: number): Row[] {
  const count = Math.min(setting.records('Contacts'), 30)
  return Array.from({ length: count }, (_, at) => at)
    .filter((at) => at % GROUPS.length === group)
    .map((at) => ({ ContactID: setting.id('Contacts', at), Name: contactName(setting, at) }))
}
