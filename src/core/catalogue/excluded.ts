/** A readable path that the catalogue leaves out on purpose, and why. `*` is any resource. */
export interface Excluded {
  readonly path: string
  readonly reason: string
}

const COMPUTED = 'Computed by Xero from the records that are kept; needs report scopes of its own.'
const PAYMENT_SERVICES = 'Allowed only by a scope that may also write; Ledgerkeep only reads.'
const UK_DEDUCTIONS =
  'Rate and deduction stand on each invoice; asking costs a call for each record.'

export const EXCLUDED: readonly Excluded[] = [
  { path: '/InvoiceReminders/Settings', reason: 'One switch of the user interface, no record.' },
  { path: '/Organisation/Actions', reason: 'What this login may do, not a part of the books.' },
  { path: '/PaymentServices', reason: PAYMENT_SERVICES },
  { path: '/Reports', reason: COMPUTED },
  { path: '/Reports/*', reason: COMPUTED },
  { path: '/*/{id}/Attachments', reason: 'Files: fetched by the backup, record by record.' },
  { path: '/*/{id}/Attachments/{id}', reason: 'The content of a file: fetched by the backup.' },
  { path: '/*/{id}/History', reason: 'Costs a call for each record, days for large books.' },
  { path: '/*/{id}/pdf', reason: 'Drawn anew by Xero at each call: no original file.' },
  { path: '/*/{id}/CISSettings', reason: UK_DEDUCTIONS },
  { path: '/*/{id}/PaymentServices', reason: PAYMENT_SERVICES },
  { path: '/*/{id}/OnlineInvoice', reason: 'A web address that lives only as long as Xero does.' },
]
