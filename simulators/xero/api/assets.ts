import { json, notFound, type Reply, type Request } from '../reply.ts'
import { hashText } from '../worlds/chance.ts'
import type { Row } from '../worlds/row.ts'
import type { Books } from '../worlds/world.ts'
import { guid, pageOf } from './newer-apis.ts'

export interface AssetsCall {
  readonly books: Books
  /** The segments after `assets.xro/1.0`, decoded. */
  readonly segments: readonly string[]
  readonly request: Request
}

const STATES = ['DRAFT', 'REGISTERED', 'DISPOSED'] as const
/** So many assets in each state. */
const MADE = { DRAFT: 1, REGISTERED: 12, DISPOSED: 3 } as const

/** Fixed assets: camel case, ISO dates, pages of ten unless asked otherwise. */
export function answerAssets({ books, segments, request }: AssetsCall): Reply {
  const [first = '', id] = segments
  if (first === 'AssetTypes') return json(200, [assetType(books)])
  if (first === 'Settings') return json(200, settings(books))
  if (first !== 'Assets') return notFound()
  const all = STATES.flatMap((status) =>
    Array.from({ length: MADE[status] }, (_, at) => asset(books, status, at)),
  )
  if (id !== undefined) {
    const found = all.find((one) => one.assetId === id)
    return found ? json(200, found) : notFound()
  }
  const status = request.query.get('status')?.toUpperCase()
  if (!STATES.some((one) => one === status))
    return json(400, { type: 'Validation', title: 'The status is required' })
  const wanted = all.filter((one) => String(one.assetStatus).toUpperCase() === status)
  return json(200, pageOf(wanted, request.query, 10, 200))
}

function asset(books: Books, status: (typeof STATES)[number], at: number): Row {
  const number = `FA-${String(hashText(status) % 90)}${at}`
  const price = 500 + at * 125.5
  return {
    assetId: guid(books, 'asset', status, at),
    assetName: `Oven ${number}`,
    assetNumber: number,
    purchaseDate: '2024-05-17',
    purchasePrice: price,
    disposalDate: status === 'DISPOSED' ? '2026-03-01' : undefined,
    disposalPrice: status === 'DISPOSED' ? 100 : 0,
    assetStatus: status.charAt(0) + status.slice(1).toLowerCase(),
    assetTypeId: guid(books, 'asset type', '', 0),
    bookDepreciationSetting: {
      depreciationMethod: 'StraightLine',
      averagingMethod: 'ActualDays',
      depreciationRate: 20,
      depreciationCalculationMethod: 'None',
    },
    bookDepreciationDetail: {
      currentCapitalGain: 0,
      currentGainLoss: 0,
      depreciationStartDate: '2024-05-17',
      priorAccumDepreciationAmount: 0,
      currentAccumDepreciationAmount: 55.25,
    },
    canRollback: status === 'REGISTERED',
    accountingBookValue: price - 55.25,
    isDeleteEnabledForDate: false,
  }
}

const assetType = (books: Books): Row => ({
  assetTypeId: guid(books, 'asset type', '', 0),
  assetTypeName: 'Kitchen equipment',
  fixedAssetAccountId: guid(books, 'asset account', '', 0),
  depreciationExpenseAccountId: guid(books, 'asset account', '', 1),
  accumulatedDepreciationAccountId: guid(books, 'asset account', '', 2),
  bookDepreciationSetting: {
    depreciationMethod: 'StraightLine',
    averagingMethod: 'ActualDays',
    depreciationRate: 20,
    depreciationCalculationMethod: 'None',
  },
  locks: 16,
})

const settings = (books: Books): Row => ({
  assetNumberPrefix: 'FA-',
  assetNumberSequence: '0017',
  assetStartDate: '2024-04-01',
  lastDepreciationDate: '2026-03-31',
  defaultGainOnDisposalAccountId: guid(books, 'asset account', '', 3),
  optInForTax: false,
})
