/** What a parameter may be. Endpoints declare theirs as data; `validate.ts` reads these. */
export type Param =
  | { readonly kind: 'text'; readonly max: number; readonly pattern?: RegExp }
  | { readonly kind: 'choice'; readonly of: readonly string[] }
  | { readonly kind: 'integer'; readonly min: number; readonly max: number }
  | { readonly kind: 'number'; readonly min: number; readonly max: number }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'metadata' }
  | { readonly kind: 'list'; readonly of: Param; readonly max: number }
  | { readonly kind: 'fields'; readonly fields: Fields }
  | { readonly kind: 'either'; readonly of: readonly Param[] }
  | { readonly kind: 'unsupported' }

/** A name ending in `!` must be given. */
export type Fields = Readonly<Record<string, Param>>

export const text = (max = 5000, pattern?: RegExp): Param =>
  pattern === undefined ? { kind: 'text', max } : { kind: 'text', max, pattern }
export const choice = (...of: readonly string[]): Param => ({ kind: 'choice', of })
export const integer = (min = 0, max = Number.MAX_SAFE_INTEGER): Param => ({
  kind: 'integer',
  min,
  max,
})
export const number = (min: number, max: number): Param => ({ kind: 'number', min, max })
export const boolean: Param = { kind: 'boolean' }
export const metadata: Param = { kind: 'metadata' }
export const list = (of: Param, max = 100): Param => ({ kind: 'list', of, max })
export const fields = (inner: Fields): Param => ({ kind: 'fields', fields: inner })
const either = (...of: readonly Param[]): Param => ({ kind: 'either', of })
/** Stripe takes it, this stand-in does not. */
export const unsupported: Param = { kind: 'unsupported' }

export const enabled = fields({ 'enabled!': boolean })
export const expand = list(text(), 20)
/** An instant in whole seconds, or a range of them. */
export const range = either(
  integer(),
  fields({ gt: integer(), gte: integer(), lt: integer(), lte: integer() }),
)
export const paging: Fields = {
  limit: integer(1, 100),
  starting_after: text(),
  ending_before: text(),
  expand,
}
