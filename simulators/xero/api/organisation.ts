import { grants } from '../identity/scopes.ts'
import { insufficientScope, type Reply } from '../reply.ts'
import type { AccountingCall } from './accounting-call.ts'
import { type Envelope, envelope } from './envelope.ts'

const ACTIONS = [
  'CreateApprovedInvoice',
  'CreateDraftPurchaseOrder',
  'CreateApprovedBill',
  'AttachFilesIntoInvoice',
  'UseMulticurrency',
  'CreateDraftInvoice',
  'CreateRepeatingInvoice',
  'CreateSentQuote',
]

/** What the plan of the organisation and the person's role allow. */
export function actions(wrapping: Envelope): Reply {
  return envelope(
    wrapping,
    'Actions',
    ACTIONS.map((Name) => ({ Name, Status: 'ALLOWED' })),
  )
}

export function cisSettings(wrapping: Envelope): Reply {
  return envelope(wrapping, 'CISSettings', [{ CISEnabled: false }])
}

export function invoiceReminders(call: AccountingCall): Reply {
  if (!grants(call.scopes, ['accounting.settings.read'])) return insufficientScope()
  return envelope(call.wrapping, 'InvoiceReminders', [{ Enabled: false }])
}
