import type Stripe from 'stripe'
import { emit } from './events.ts'
import { makeInvoice } from './objects/invoice.ts'
import { makeInvoicePayment } from './objects/invoice-payment.ts'
import type { StoredSession, World } from './world.ts'

/** Issues the invoice of a paid session that asked for one, and notes the mail to the buyer. */
export function issueInvoice(
  world: World,
  stored: StoredSession,
  intent: Stripe.PaymentIntent,
  customer: Stripe.Customer | undefined,
): void {
  if (!stored.session.invoice_creation?.enabled || customer === undefined) return
  const invoice = makeInvoice(world, stored, customer)
  const payment = makeInvoicePayment(world, invoice, intent.id)
  world.invoices.set(invoice.id, invoice)
  world.invoicePayments.set(payment.id, payment)
  stored.session.invoice = invoice.id
  emit(world, 'invoice.created', invoice)
  emit(world, 'invoice.finalized', invoice)
  emit(world, 'invoice.paid', invoice)
  emit(world, 'invoice.payment_succeeded', invoice)
  emit(world, 'invoice_payment.paid', payment)
  world.mails.push({
    to: invoice.customer_email ?? '',
    subject: `Your invoice ${invoice.number}`,
    about: invoice.id,
    link: invoice.hosted_invoice_url ?? '',
    at: world.clock.now(),
  })
}
