import { amount, date, decimal, text, yesNo } from './columns.ts'
import { lineItems } from './line-items.ts'
import type { Resource } from './resource.ts'
import { INVOICES_ACCESS } from './scopes.ts'

/** Templates, not documents: they have a schedule in place of a date. */
export const REPEATING_INVOICES: Resource = {
  name: 'RepeatingInvoices',
  title: 'Repeating invoices',
  path: 'RepeatingInvoices',
  list: 'RepeatingInvoices',
  id: 'RepeatingInvoiceID',
  paging: 'none',
  query: {},
  ...INVOICES_ACCESS,
  columns: [
    text('Reference'),
    text('Type'),
    text('Status'),
    text('Contact.Name', 'Contact'),
    decimal('Schedule.Period', 'Every'),
    text('Schedule.Unit', 'Unit'),
    date('Schedule.StartDate', 'Start date'),
    date('Schedule.NextScheduledDate', 'Next date'),
    date('Schedule.EndDate', 'End date'),
    decimal('Schedule.DueDate', 'Due day'),
    text('Schedule.DueDateType', 'Due'),
    text('CurrencyCode', 'Currency'),
    text('LineAmountTypes'),
    amount('SubTotal', 'Subtotal'),
    amount('TotalTax'),
    amount('Total'),
    yesNo('ApprovedForSending'),
    yesNo('SendCopy'),
    yesNo('MarkAsSent'),
    yesNo('IncludePDF'),
    yesNo('HasAttachments'),
    text('BrandingThemeID'),
    text('Contact.ContactID', 'Contact ID'),
    text('RepeatingInvoiceID'),
  ],
  lines: [lineItems('Repeating invoice lines')],
  files: {
    endpoint: 'RepeatingInvoices',
    history: true,
    flag: true,
    types: [{ key: 'repeating-invoices', title: 'Repeating invoices' }],
    // The start stays where it is; the next date moves with every run and would move the folder.
    date: 'Schedule.StartDate',
    number: 'Reference',
    contact: 'Contact.Name',
  },
}
