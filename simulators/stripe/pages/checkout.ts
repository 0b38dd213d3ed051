import type Stripe from 'stripe'
import { type BuyerInput, COUNTRIES, METHODS } from '../buyer-input.ts'
import { showMoney } from '../money.ts'
import type { StoredSession } from '../world.ts'
import { escapeHtml, layout } from './layout.ts'

const TITLE = 'Stripe simulator checkout (test)'

/** The page where the buyer pays. `input` is what was typed before, `problems` why it is shown again. */
export function checkoutPage(
  stored: StoredSession,
  input: Partial<BuyerInput> = {},
  problems: readonly string[] = [],
): string {
  return layout(
    TITLE,
    `<h1>${TITLE}</h1>
<p class="note soft">A stand-in for Stripe. No money moves.</p>
${alertBox(problems)}${summary(stored)}${form(stored, input)}`,
  )
}

/** The page of a session that can no longer be paid. */
export function closedPage(session: Stripe.Checkout.Session): string {
  const words =
    session.status === 'expired'
      ? 'This checkout page has expired. Nothing was charged.'
      : 'This checkout page has been used: the order is complete.'
  const back = session.cancel_url
  const link =
    back === null
      ? ''
      : `<div class="row"><a class="button plain" href="${escapeHtml(back)}">Return to the seller</a></div>`
  return layout(TITLE, `<h1>${TITLE}</h1><section><p>${words}</p>${link}</section>`)
}

function alertBox(problems: readonly string[]): string {
  if (problems.length === 0) return ''
  const items = problems.map((problem) => `<li>${escapeHtml(problem)}</li>`).join('')
  return `<section class="alert" role="alert"><strong>The payment was not made.</strong><ul>${items}</ul></section>`
}

function summary(stored: StoredSession): string {
  const { session } = stored
  const money = (minor: number): string => escapeHtml(showMoney(minor, session.currency ?? 'gbp'))
  const lines = stored.lines.map((line) => {
    const about = stored.params.line_items?.find(
      (item) => item.price_data?.product_data?.name === line.name,
    )
    const description = about?.price_data?.product_data?.description ?? ''
    const count = line.quantity > 1 ? ` × ${line.quantity}` : ''
    return `<tr><th scope="row">${escapeHtml(line.name)}${count}<br><small>${escapeHtml(description)}</small></th><td>${money(line.amounts.subtotal)}</td></tr>`
  })
  const totals = session.total_details
  const discount = totals?.amount_discount
    ? `<tr><th scope="row">Discount</th><td>−${money(totals.amount_discount)}</td></tr>`
    : ''
  return `<section aria-labelledby="order"><h2 id="order">Your order</h2><table><tbody>${lines.join('')}</tbody>
<tfoot><tr><th scope="row">Net</th><td>${money(session.amount_subtotal ?? 0)}</td></tr>${discount}
<tr><th scope="row">${escapeHtml(taxLabel(stored))}</th><td>${money(totals?.amount_tax ?? 0)}</td></tr>
<tr><th scope="row">Total</th><td>${money(session.amount_total ?? 0)}</td></tr></tfoot></table></section>`
}

function taxLabel(stored: StoredSession): string {
  if (stored.session.automatic_tax.status === 'requires_location_inputs')
    return 'VAT (depends on the country)'
  const rates = new Set(
    stored.lines.flatMap((line) =>
      line.rates.map((rate) => `${rate.display_name} ${rate.percentage}%`),
    ),
  )
  return rates.size === 0 ? 'VAT' : [...rates].join(', ')
}

function form(stored: StoredSession, input: Partial<BuyerInput>): string {
  const { session } = stored
  const details = session.customer_details
  const address = details?.address
  const needed = session.billing_address_collection === 'required'
  const fields = [
    field('email', 'Email', 'email', input.email ?? details?.email ?? '', true, 'email'),
    field('name', 'Name or company', 'text', input.name ?? details?.name ?? '', true, 'name'),
    field(
      'line1',
      'Address line',
      'text',
      input.line1 ?? address?.line1 ?? '',
      needed,
      'address-line1',
    ),
    field(
      'city',
      'Town or city',
      'text',
      input.city ?? address?.city ?? '',
      false,
      'address-level2',
    ),
    field(
      'postal_code',
      'Postal code',
      'text',
      input.postalCode ?? address?.postal_code ?? '',
      needed,
      'postal-code',
    ),
    select('country', 'Country', COUNTRIES, input.country ?? address?.country ?? 'GB'),
    session.tax_id_collection?.enabled
      ? field('tax_id', 'Tax ID (if you have one)', 'text', input.taxId ?? '', false, 'off')
      : '',
    session.allow_promotion_codes
      ? field('promotion_code', 'Promotion code', 'text', input.promotionCode ?? '', false, 'off')
      : '',
    session.amount_total === 0
      ? ''
      : select('payment_method', 'Payment method', METHODS, input.method ?? 'card'),
    session.consent_collection?.terms_of_service === 'required'
      ? '<label for="terms"><input id="terms" name="terms" type="checkbox" value="1" required>I accept the terms of service</label>'
      : '',
  ]
  const apply = session.allow_promotion_codes
    ? '<button class="plain" name="action" value="apply" formnovalidate>Apply code</button>'
    : ''
  const cancel =
    session.cancel_url === null
      ? ''
      : `<a class="button plain" href="${escapeHtml(session.cancel_url)}">Cancel</a>`
  return `<form method="post" action="/c/pay/${escapeHtml(session.id)}" aria-labelledby="pay"><h2 id="pay">Payment</h2>
${fields.join('\n')}
<div class="row"><button name="action" value="pay">Pay</button>${apply}${cancel}</div></form>`
}

function field(
  name: string,
  label: string,
  type: string,
  value: string,
  required: boolean,
  autocomplete: string,
): string {
  const must = required ? ' required' : ''
  return `<label for="${name}">${label}</label><input id="${name}" name="${name}" type="${type}" value="${escapeHtml(value)}" autocomplete="${autocomplete}"${must}>`
}

function select(
  name: string,
  label: string,
  options: Readonly<Record<string, string>>,
  chosen: string,
): string {
  const items = Object.entries(options).map(([value, words]) => {
    const selected = value === chosen ? ' selected' : ''
    return `<option value="${value}"${selected}>${escapeHtml(words)}</option>`
  })
  return `<label for="${name}">${label}</label><select id="${name}" name="${name}">${items.join('')}</select>`
}
