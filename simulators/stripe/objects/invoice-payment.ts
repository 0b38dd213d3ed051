import type Stripe from 'stripe'
import { seconds } from '../clock.ts'
import { newId } from '../ids.ts'
import type { World } from '../world.ts'

/** The link between an invoice and the intent that paid it. */
export function makeInvoicePayment(
  world: World,
  invoice: Stripe.Invoice,
  intent: string,
): Stripe.InvoicePayment {
  const now = seconds(world.clock)
  return {
    id: newId('inpay'),
    object: 'invoice_payment',
    amount_paid: invoice.amount_paid,
    amount_requested: invoice.amount_due,
    created: now,
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment: { type: 'payment_intent', payment_intent: intent },
    status: 'paid',
    status_transitions: { canceled_at: null, paid_at: now },
  }
}
