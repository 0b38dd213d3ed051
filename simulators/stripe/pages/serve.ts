import { type Answer, html, pdf, redirect } from '../answer.ts'
import { readBuyerInput } from '../buyer-input.ts'
import { applyTypedCode } from '../discounts.ts'
import { expireIfDue } from '../expire-session.ts'
import { pay } from '../pay.ts'
import type { StoredSession, World } from '../world.ts'
import { checkoutPage, closedPage } from './checkout.ts'
import { escapeHtml, layout } from './layout.ts'
import { creditNoteText, invoiceText } from './paper.ts'
import { makePdf } from './pdf.ts'

/** Serves what buyers see in their browser; undefined for a path that is none of it. */
export function servePage(
  world: World,
  method: string,
  path: string,
  body: string,
): Answer | undefined {
  const [, first, second, third] = path.split('/')
  if (first === 'c' && second === 'pay' && third !== undefined)
    return checkout(world, method, third, body)
  if (method !== 'GET') return undefined
  if (first === 'i' && second !== undefined) return invoice(world, second, third === 'pdf')
  if (first === 'credit_notes' && second !== undefined) return creditNote(world, second)
  return undefined
}

function checkout(world: World, method: string, id: string, body: string): Answer {
  const stored = world.sessions.get(id)
  if (stored === undefined)
    return html(404, layout('Not found', '<h1>There is no such checkout page.</h1>'))
  expireIfDue(world, stored)
  if (stored.session.status !== 'open')
    return html(method === 'GET' ? 200 : 409, closedPage(stored.session))
  if (method !== 'POST') return html(200, checkoutPage(stored))
  return submit(world, stored, new URLSearchParams(body))
}

function submit(world: World, stored: StoredSession, form: URLSearchParams): Answer {
  const input = readBuyerInput(form)
  if (form.get('action') === 'apply') {
    const problem = applyTypedCode(world, stored, input.promotionCode)
    return html(
      problem === null ? 200 : 422,
      checkoutPage(stored, input, problem === null ? [] : [problem]),
    )
  }
  const outcome = pay(world, stored, input)
  if (outcome.kind === 'again') return html(422, checkoutPage(stored, input, outcome.problems))
  const success = stored.session.success_url ?? world.publicUrl
  return redirect(success.replaceAll('{CHECKOUT_SESSION_ID}', stored.session.id))
}

function invoice(world: World, id: string, asPdf: boolean): Answer {
  const found = world.invoices.get(id)
  if (found === undefined)
    return html(404, layout('Not found', '<h1>There is no such invoice.</h1>'))
  const lines = invoiceText(world, found)
  if (asPdf) return pdf(makePdf(lines), `Invoice-${found.number}`)
  const rows = lines
    .slice(1)
    .map((line) => `<p>${escapeHtml(line)}</p>`)
    .join('')
  const link = `<div class="row"><a class="button plain" href="/i/${id}/pdf">Download PDF</a></div>`
  return html(
    200,
    layout(
      lines[0] ?? 'Invoice',
      `<h1>${escapeHtml(lines[0] ?? '')}</h1><section>${rows}${link}</section>`,
    ),
  )
}

function creditNote(world: World, id: string): Answer {
  const found = world.creditNotes.get(id)
  if (found === undefined)
    return html(404, layout('Not found', '<h1>There is no such credit note.</h1>'))
  return pdf(makePdf(creditNoteText(world, found)), `CreditNote-${found.number}`)
}
