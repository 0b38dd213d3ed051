import { amount, date, decimal, text, yesNo } from './columns.ts'
import type { Column, Resource } from './resource.ts'
import { ASSETS_ACCESS } from './scopes.ts'

const depreciation = (path: string): readonly Column[] => [
  text(`${path}.depreciationMethod`, 'Depreciation method'),
  text(`${path}.averagingMethod`, 'Averaging method'),
  decimal(`${path}.depreciationRate`, 'Depreciation rate %'),
  decimal(`${path}.effectiveLifeYears`, 'Effective life in years'),
  text(`${path}.depreciationCalculationMethod`, 'Calculation method'),
]

/** The register of fixed assets, in all three of the states that its list has to be asked for. */
const ASSETS: Resource = {
  api: 'assets',
  name: 'Assets',
  title: 'Assets',
  path: 'Assets',
  list: 'items',
  id: 'assetId',
  paging: 'pages',
  query: {},
  ...ASSETS_ACCESS,
  follows: {
    by: 'values',
    queries: [{ status: 'DRAFT' }, { status: 'REGISTERED' }, { status: 'DISPOSED' }],
  },
  currency: 'base',
  columns: [
    text('assetNumber'),
    text('assetName'),
    text('assetStatus'),
    date('purchaseDate'),
    amount('purchasePrice'),
    date('disposalDate'),
    amount('disposalPrice'),
    text('warrantyExpiryDate'),
    text('serialNumber'),
    amount('accountingBookValue'),
    ...depreciation('bookDepreciationSetting'),
    date('bookDepreciationDetail.depreciationStartDate', 'Depreciation start'),
    amount('bookDepreciationDetail.costLimit', 'Cost limit'),
    amount('bookDepreciationDetail.residualValue', 'Residual value'),
    amount('bookDepreciationDetail.priorAccumDepreciationAmount', 'Depreciated before'),
    amount('bookDepreciationDetail.currentAccumDepreciationAmount', 'Depreciated now'),
    amount('bookDepreciationDetail.currentCapitalGain', 'Capital gain'),
    amount('bookDepreciationDetail.currentGainLoss', 'Gain or loss'),
    yesNo('canRollback'),
    yesNo('isDeleteEnabledForDate'),
    text('assetTypeId', 'Asset type ID'),
    text('assetId', 'Asset ID'),
  ],
  lines: [],
}

const ASSET_TYPES: Resource = {
  api: 'assets',
  name: 'AssetTypes',
  title: 'Asset types',
  path: 'AssetTypes',
  list: 'AssetTypes',
  id: 'assetTypeId',
  paging: 'none',
  query: {},
  ...ASSETS_ACCESS,
  columns: [
    text('assetTypeName'),
    ...depreciation('bookDepreciationSetting'),
    decimal('locks'),
    text('fixedAssetAccountId', 'Asset account ID'),
    text('depreciationExpenseAccountId', 'Expense account ID'),
    text('accumulatedDepreciationAccountId', 'Accumulated account ID'),
    text('assetTypeId', 'Asset type ID'),
  ],
  lines: [],
}

const ASSET_SETTINGS: Resource = {
  api: 'assets',
  name: 'AssetSettings',
  title: 'Asset settings',
  path: 'Settings',
  list: '',
  id: 'assetNumberPrefix',
  paging: 'none',
  query: {},
  ...ASSETS_ACCESS,
  columns: [
    text('assetNumberPrefix'),
    text('assetNumberSequence'),
    date('assetStartDate'),
    date('lastDepreciationDate'),
    text('defaultGainOnDisposalAccountId', 'Gain account ID'),
    text('defaultLossOnDisposalAccountId', 'Loss account ID'),
    text('defaultCapitalGainOnDisposalAccountId', 'Capital gain account ID'),
    yesNo('optInForTax'),
  ],
  lines: [],
}

export const ASSET_RESOURCES: readonly Resource[] = [ASSETS, ASSET_TYPES, ASSET_SETTINGS]
