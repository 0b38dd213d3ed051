import { choose } from '../chance.ts'
import type { Kind } from '../ids.ts'
import { decimal, money, type Row } from '../row.ts'
import type { Shape } from '../world.ts'
import type { Rate } from './chart.ts'
import { CHART } from './chart.ts'
import type { Setting } from './setting.ts'
import { PURCHASES, SALES } from './words.ts'

/** A line with its amounts worked out; unit prices in ten-thousandths, the rest in minor units. */
interface Line {
  readonly words: string
  readonly quantity: number
  readonly unit: number
  readonly amount: number
  readonly tax: number
  readonly rate: Rate
  readonly account: string
  readonly item: string | undefined
}

export interface Lines {
  readonly lines: readonly Line[]
  readonly type: 'Exclusive' | 'Inclusive'
  readonly subTotal: number
  readonly totalTax: number
  readonly total: number
}

/** The lines of a document: one to four, tax added to or contained in the amounts. */
export function linesOf(
  setting: Setting,
  kind: Kind,
  index: number,
  side: 'sales' | 'purchases',
): Lines {
  const chance = setting.chance(kind, index, 2)
  const type = chance % 5 === 0 ? 'Inclusive' : 'Exclusive'
  const count = 1 + ((chance >>> 4) % 4 === 3 ? (chance >>> 8) % 4 : (chance >>> 8) % 2)
  const lines: Line[] = []
  let net = 0
  let totalTax = 0
  for (let at = 0; at < count; at += 1) {
    const line = lineOf(setting, setting.chance(kind, index, 10 + at), side, type)
    lines.push(line)
    totalTax += line.tax
    net += type === 'Inclusive' ? line.amount - line.tax : line.amount
  }
  return { lines, type, subTotal: net, totalTax, total: net + totalTax }
}

function lineOf(setting: Setting, chance: number, side: 'sales' | 'purchases', type: string): Line {
  const sale = side === 'sales' ? choose(SALES, chance) : undefined
  const purchase = choose(PURCHASES, chance)
  const [words, price] = sale ?? purchase
  const account = sale === undefined ? purchase[2] : '200'
  const quantity = quantityOf(side, price, chance >>> 8)
  // Prices differ by up to a fifth, in hundredths of a penny, so that no two documents look alike.
  const unit = price + ((chance >>> 12) % 2000) * Math.max(1, Math.floor(price / 10_000))
  const amount = Math.round((unit * quantity) / 100)
  const rate = rateFor(setting, account, chance)
  const tax =
    type === 'Inclusive'
      ? Math.round((amount * rate.percent) / (10_000 + rate.percent))
      : Math.round((amount * rate.percent) / 10_000)
  return { words, quantity, unit, amount, tax, rate, account, item: sale?.[2] }
}

/** Loaves are sold by the dozen; the rent is paid once. */
function quantityOf(side: 'sales' | 'purchases', price: number, chance: number): number {
  if (side === 'purchases') return price > 1_000_000 ? 1 : 1 + (chance % 4)
  return price < 500_000 ? 6 + (chance % 60) : 1 + (chance % 5)
}

const TAX_OF = new Map(CHART.map((one) => [one.code, one.tax]))

function rateFor(setting: Setting, account: string, chance: number): Rate {
  const kind = TAX_OF.get(account) ?? 'none'
  if (kind === 'sales' && (chance >>> 24) % 8 === 0) return setting.rates.zero
  return setting.rates[kind]
}

/** Lines as the API shows them; only a single record names the tracking option's id. */
export function lineRows(
  setting: Setting,
  kind: Kind,
  index: number,
  made: Lines,
  shape: Shape,
): Row[] {
  return made.lines.map((line, at) => ({
    ItemCode: line.item,
    Description: line.words,
    UnitAmount: shape.unitdp === 4 ? decimal(line.unit, 4) : money(Math.round(line.unit / 100)),
    TaxType: line.rate.type,
    TaxAmount: money(line.tax),
    LineAmount: money(line.amount),
    AccountCode: line.account,
    Tracking: trackingRows(setting, kind, index, at, shape),
    Quantity: decimal(line.quantity * 10_000, 4),
    LineItemID: setting.id('Line', index, kind, at),
  }))
}

function trackingRows(
  setting: Setting,
  kind: Kind,
  index: number,
  at: number,
  shape: Shape,
): Row[] {
  const chance = setting.chance(kind, index, 20 + at)
  if (chance % 3 !== 0) return []
  const option = (chance >>> 4) % REGIONS.length
  const row = {
    Name: 'Region',
    Option: choose(REGIONS, option),
    TrackingCategoryID: setting.id('TrackingCategories', 0),
  }
  if (shape.detail !== 'single') return [{ ...row, Options: [] }]
  return [{ ...row, TrackingOptionID: setting.id('TrackingOptions', option) }]
}

export const REGIONS: readonly string[] = ['North', 'South', 'Eastside', 'Île de Wight']
