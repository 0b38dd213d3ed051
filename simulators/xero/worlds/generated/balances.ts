import { money, type Row } from '../row.ts'
import { invoiceOf } from './invoices.ts'
import type { Setting } from './setting.ts'

/** What a contact owes and is owed, in hundredths. */
interface Open {
  receivable: number
  payable: number
}

const known = new WeakMap<Setting, ReadonlyMap<number, Open>>()

/** The `Balances` of a contact; Xero leaves them out where nothing is outstanding. */
export function balancesOf(setting: Setting, contact: number): Row | undefined {
  const open = openByContact(setting).get(contact)
  if (open === undefined) return undefined
  const part = (amount: number): Row | undefined =>
    amount === 0 ? undefined : { Outstanding: money(amount), Overdue: money(amount) }
  return {
    AccountsReceivable: part(open.receivable),
    AccountsPayable: part(open.payable),
  }
}

function openByContact(setting: Setting): ReadonlyMap<number, Open> {
  const found = known.get(setting)
  if (found !== undefined) return found
  const made = new Map<number, Open>()
  for (let index = 0; index < setting.records('Invoices'); index += 1) {
    const { contact, status, type, lines } = invoiceOf(setting, index)
    if (status !== 'AUTHORISED') continue
    const open = made.get(contact) ?? { receivable: 0, payable: 0 }
    made.set(contact, open)
    if (type === 'ACCREC') open.receivable += lines.total
    else open.payable += lines.total
  }
  known.set(setting, made)
  return made
}
