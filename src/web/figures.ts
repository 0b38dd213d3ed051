import * as figures from '../core/figures.ts'
import { type Money, formatMoney as moneyInWords } from '../core/money.ts'
import { reader } from './reader.ts'

export { percent } from '../core/figures.ts'

/** `12,345`, as the reader of the page writes it. */
export const formatCount = (count: number): string => figures.formatCount(count, reader().locale)

/** `1 file`, `12,345 files`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  figures.counted(count, one, many, reader().locale)

/** `1.4 GB`. */
export const formatBytes = (bytes: number): string => figures.formatBytes(bytes, reader().locale)

/** `£1,234.50`. */
export const formatMoney = (amount: Money): string => moneyInWords(amount, reader().locale)
