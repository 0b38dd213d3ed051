/** Stripe's list envelope. */
export interface ListOf<T> {
  readonly object: 'list'
  readonly data: T[]
  readonly has_more: boolean
  readonly url: string
}

export function listOf<T>(data: T[], url: string, more = false): ListOf<T> {
  return { object: 'list', data, has_more: more, url }
}
