import { money } from '../../core/money.ts'
import type { Backup } from '../../ports/store/backup.ts'
import type { OperatorOrder } from '../../ports/store/operator.ts'
import type { AppPorts } from '../app-ports.ts'
import type { OperatorBackupLine, OperatorOrderLine, OperatorOrderView } from '../operator-views.ts'
import { undelivered } from '../order/refund.ts'

export const lineOf = (order: OperatorOrder): OperatorOrderLine => ({
  id: order.id,
  organisation: order.organisation,
  email: order.details?.email || order.personEmail,
  state: order.state,
  awaitingFunds: order.awaitingFunds,
  heldBecause: order.heldBecause,
  disputed: order.disputedAt !== null,
  total: money(order.totalMinor, order.currency),
  refunded: money(order.refundedMinor, order.currency),
  createdAt: order.createdAt,
  paidAt: order.paidAt,
})

export const backupLine = (backup: Backup, organisation: string): OperatorBackupLine => ({
  id: backup.id,
  organisation,
  state: backup.state,
  reason: backup.reason,
  waitingUntil: backup.waitingUntil,
  filesDone: backup.filesDone,
  filesTotal: backup.filesTotal,
  createdAt: backup.createdAt,
})

/** The share that was not delivered, and what it comes to. */
async function share(ports: AppPorts, order: OperatorOrder) {
  const found = await undelivered(ports, order)
  if (!found) return null
  const { part, whole, totalMinor } = found
  return { part, whole, amount: money(totalMinor, order.currency) }
}

/** Everything there is to know of an order. */
export async function orderView(ports: AppPorts, order: OperatorOrder): Promise<OperatorOrderView> {
  const { store } = ports
  const quote = await store.quote.quote(order.quoteId)
  const backup = await store.backup.backupOfOrder(order.id)
  const refunds = await store.order.refundsOf(order.id)
  const audit = await store.auditOf(order.id)
  const amount = (minor: number) => money(minor, order.currency)
  return {
    ...lineOf(order),
    files: quote?.files ?? 0,
    newFiles: quote?.newFiles ?? 0,
    net: amount(order.netMinor),
    discount: amount(order.discountMinor),
    vat: amount(order.taxMinor),
    details: order.details,
    evidence: order.evidence,
    invoiceUrl: order.invoiceUrl,
    checkoutId: order.checkoutId,
    quoteHash: quote?.hash ?? '',
    backup: backup && backupLine(backup, order.organisation),
    undelivered: order.state === 'paid' ? await share(ports, order) : null,
    refunds: refunds.map((one) => ({
      number: one.number,
      amount: money(one.amountMinor, one.currency),
      state: one.state,
      because: one.because,
      by: one.by,
      createdAt: one.createdAt,
    })),
    audit: audit.map(({ at, what, detail }) => ({ at, what, detail })),
  }
}
