/** Stripe's smallest charge in the currencies this project sells in, in minor units. */
const SMALLEST: Readonly<Record<string, number>> = {
  gbp: 30,
  usd: 50,
  eur: 50,
  aud: 50,
  nzd: 50,
  cad: 50,
}

export function smallestCharge(currency: string): number {
  return SMALLEST[currency] ?? 1
}

/** Shows an integer amount of minor units, such as `£12.34`. */
export function showMoney(minor: number, currency: string): string {
  const format = new Intl.NumberFormat('en-GB', {
    style: 'currency',
    currency: currency.toUpperCase(),
  })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  return format.format(minor / 10 ** digits)
}
