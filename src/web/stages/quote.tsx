import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { QuotePreview } from '../../app/app.ts'
import { asLedgerkeepError } from '../../core/errors.ts'
import { type Filter, parseFilter } from '../../core/filter.ts'
import { asTyped, carriesFilter, type TypedFilter, typedFilter } from '../filter-query.ts'
import { readForm, readQuery } from '../form.ts'
import { htmlAnswer } from '../html-answer.ts'
import { signedIn } from '../middleware/session.ts'
import { FilterParts, FiltersPage } from '../pages/filters.tsx'
import { fragment, page } from '../render.tsx'
import { ROUTES, to } from '../routes.ts'
import { QUOTE } from '../texts/quote.ts'
import { type FormFault, faultOf } from '../ui/form-errors.tsx'
import type { WebApp, WebContext } from '../web-env.ts'

/** The filters with their price, as a page, as pieces for the live preview, and kept for next time. */
export function quoteRoutes(app: WebApp): void {
  app.get(ROUTES.filters.path, showFilters)
  app.post(ROUTES.updateFilters.path, updateFilters)
}

async function showFilters(c: WebContext) {
  const query = readQuery(c)
  if (!carriesFilter(query)) return filtersPage(c, asTyped(await keptFilter(c)), null)
  const typed = typedFilter(query)
  const { filter, fault } = understood(typed)
  if (!c.req.header('X-Fragment')) return filtersPage(c, typed, fault)
  if (!filter) return c.text(fault?.text ?? '', 400)
  const parts = <FilterParts preview={await previewOf(c, filter)} now={c.var.ports.clock.now()} />
  return htmlAnswer(c, fragment(parts))
}

async function updateFilters(c: WebContext) {
  const typed = typedFilter(await readForm(c))
  const { filter, fault } = understood(typed)
  if (!filter) return filtersPage(c, typed, fault)
  const { app } = c.var.ports
  await app.quote.keepFilter(signedIn(c).id, scanIdOf(c), filter)
  return c.redirect(to('filters', { scanId: scanIdOf(c) }), 303)
}

const scanIdOf = (c: WebContext): string => c.req.param('scanId') ?? ''

const keptFilter = (c: WebContext): Promise<Filter> =>
  c.var.ports.app.quote.filterOf(signedIn(c).id, scanIdOf(c))

const previewOf = (c: WebContext, filter: Filter): Promise<QuotePreview> =>
  c.var.ports.app.quote.preview(signedIn(c).id, scanIdOf(c), filter)

interface Understood {
  readonly filter: Filter | null
  readonly fault: FormFault | null
}

/** The filter that was typed, or in words why it is none. */
export function understood(typed: TypedFilter): Understood {
  try {
    return { filter: parseFilter(typed), fault: null }
  } catch (thrown) {
    const error = asLedgerkeepError(thrown)
    if (error.kind !== 'refuse') throw error
    return { filter: null, fault: faultOf(error) }
  }
}

async function filtersPage(c: WebContext, typed: TypedFilter, fault: FormFault | null) {
  return orderForm(c, { scanId: scanIdOf(c), typed, fault, status: fault ? 400 : 200 })
}

interface OrderForm {
  readonly scanId: string
  readonly typed: TypedFilter
  readonly fault: FormFault | null
  readonly status: ContentfulStatusCode
}

/** The page with what was typed. Where that makes no sense, the price is that of the kept filter. */
export async function orderForm(c: WebContext, form: OrderForm) {
  const person = signedIn(c)
  const { app, clock } = c.var.ports
  const filter = understood(form.typed).filter ?? (await app.quote.filterOf(person.id, form.scanId))
  const preview = await app.quote.preview(person.id, form.scanId, filter)
  return page(
    c,
    { title: QUOTE.title(preview.organisation), width: 'wide', status: form.status },
    <FiltersPage
      preview={preview}
      typed={form.typed}
      fault={form.fault}
      rules={app.account.rules}
      now={clock.now()}
    />,
  )
}
