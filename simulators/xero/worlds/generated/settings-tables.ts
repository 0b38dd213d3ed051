import { choose } from '../chance.ts'
import { decimal, money, type Row } from '../row.ts'
import { CHART, CLASS_OF } from './chart.ts'
import { REGIONS } from './lines.ts'
import { momentsOf, xeroDate } from './moments.ts'
import type { Setting, Table } from './setting.ts'
import { SALES } from './words.ts'

/** A table from a fixed list. */
function fixed<T>(list: readonly T[], row: (one: T, index: number, single: boolean) => Row): Table {
  return {
    size: list.length,
    row: (index, shape) => row(choose(list, index), index, shape.detail === 'single'),
  }
}

export function organisationTable(setting: Setting): Table {
  const { plan } = setting
  const row: Row = {
    Name: plan.name,
    LegalName: plan.legalName,
    PaysTax: true,
    Version: plan.country === 'GB' ? 'UK' : 'GLOBAL',
    OrganisationType: 'COMPANY',
    BaseCurrency: setting.currency,
    CountryCode: plan.country,
    IsDemoCompany: false,
    OrganisationStatus: 'ACTIVE',
    TaxNumber: plan.country === 'GB' ? 'GB 123 4567 82' : 'IE 6388047V',
    FinancialYearEndDay: 31,
    FinancialYearEndMonth: 3,
    SalesTaxBasis: 'ACCRUALS',
    SalesTaxPeriod: 'QUARTERLY',
    DefaultSalesTax: 'Tax Exclusive',
    DefaultPurchasesTax: 'Tax Exclusive',
    CreatedDateUTC: `/Date(${setting.startAt})/`,
    OrganisationEntityType: 'COMPANY',
    Timezone: 'GMTSTANDARDTIME',
    ShortCode: `!${setting.seed.toString(36).slice(0, 5)}`,
    OrganisationID: setting.id('Organisation', 0),
    Edition: 'BUSINESS',
    Class: 'STANDARD',
    Addresses: [
      {
        AddressType: 'STREET',
        AddressLine1: '12 Harbour Street',
        City: 'Bristol',
        PostalCode: 'BS1 4ST',
        Country: 'United Kingdom',
      },
    ],
    Phones: [],
    ExternalLinks: [],
    PaymentTerms: {},
  }
  return { size: 1, row: () => row }
}

export function accountsTable(setting: Setting): Table {
  const table = fixed(CHART, (one, index, single) => ({
    AccountID: setting.id('Accounts', index),
    Code: one.code,
    Name: one.name,
    Status: one.archived ? 'ARCHIVED' : 'ACTIVE',
    Type: one.type,
    TaxType: setting.rates[one.tax].type,
    Description: one.type === 'BANK' ? undefined : `${one.name} of the business`,
    Class: CLASS_OF[one.type],
    SystemAccount: one.system,
    EnablePaymentsToAccount: one.code === '835',
    ShowInExpenseClaims: false,
    BankAccountNumber: one.type === 'BANK' ? `2041531234567${index}` : undefined,
    BankAccountType: one.type === 'BANK' ? (one.code === '092' ? 'CREDITCARD' : 'BANK') : undefined,
    CurrencyCode: one.type === 'BANK' ? setting.currency : undefined,
    ReportingCode: CLASS_OF[one.type]?.slice(0, 3),
    HasAttachments: setting.files.has('Accounts', index),
    Attachments: single ? setting.files.embedded('Accounts', index) : undefined,
    UpdatedDateUTC: xeroDate(setting.startAt),
    AddToWatchlist: false,
  }))
  return { ...table, findByName: undefinedIfAbsent }
}

const undefinedIfAbsent = (name: string) => {
  const index = CHART.findIndex((one) => one.code === name)
  return index < 0 ? undefined : index
}

export function itemsTable(setting: Setting): Table {
  const size = setting.records('Items')
  return {
    size,
    row: (index, shape) => {
      const [words, price, code] = choose(SALES, index)
      const round = Math.floor(index / SALES.length)
      return {
        ItemID: setting.id('Items', index),
        Code: round === 0 ? code : `${code}-${round}`,
        Description: words,
        UpdatedDateUTC: xeroDate(momentsOf(setting, 'Items', index, size).updatedAt),
        PurchaseDetails: {},
        SalesDetails: {
          UnitPrice: shape.unitdp === 4 ? decimal(price, 4) : money(Math.round(price / 100)),
          AccountCode: '200',
          TaxType: setting.rates.sales.type,
        },
        Name: words.slice(0, 50),
        IsTrackedAsInventory: false,
        IsSold: true,
        IsPurchased: false,
      }
    },
  }
}

export function taxRatesTable(setting: Setting): Table {
  return fixed(Object.values(setting.rates), (rate) => ({
    Name: rate.name,
    TaxType: rate.type,
    ReportTaxType: rate.type,
    CanApplyToAssets: true,
    CanApplyToEquity: true,
    CanApplyToExpenses: true,
    CanApplyToLiabilities: true,
    CanApplyToRevenue: true,
    DisplayTaxRate: money(rate.percent),
    EffectiveRate: money(rate.percent),
    Status: 'ACTIVE',
    TaxComponents: [
      { Name: 'VAT', Rate: money(rate.percent), IsCompound: false, IsNonRecoverable: false },
    ],
  }))
}

export function trackingCategoriesTable(setting: Setting): Table {
  const categories = [
    { name: 'Region', status: 'ACTIVE' },
    { name: 'Old projects', status: 'ARCHIVED' },
  ]
  return fixed(categories, ({ name, status }, index) => ({
    Name: name,
    Status: status,
    TrackingCategoryID: setting.id('TrackingCategories', index),
    Options:
      index > 0
        ? []
        : REGIONS.map((option, at) => ({
            TrackingOptionID: setting.id('TrackingOptions', at),
            Name: option,
            Status: 'ACTIVE',
            HasValidationErrors: false,
            IsDeleted: false,
            IsArchived: false,
            IsActive: true,
          })),
  }))
}

export function currenciesTable(setting: Setting): Table {
  const all = [
    ['GBP', 'British Pound'],
    ['EUR', 'Euro'],
    ['USD', 'United States Dollar'],
  ] as const
  const known = all.filter(([code]) => code === setting.currency || code === 'USD')
  return fixed(known, ([code, words]) => ({ Code: code, Description: words }))
}

export function brandingThemesTable(setting: Setting): Table {
  return fixed(['Standard', 'Special Projects'], (name, index) => ({
    BrandingThemeID: setting.id('BrandingThemes', index),
    Name: name,
    LogoUrl: index === 0 ? 'https://in.xero.example/logo?id=1' : undefined,
    Type: 'INVOICE',
    SortOrder: index,
    CreatedDateUTC: xeroDate(setting.startAt),
  }))
}

export function usersTable(setting: Setting): Table {
  const users = setting.users.filter((user) => user.organisations.includes(setting.organisation))
  return fixed(users, (user) => ({
    UserID: setting.id('Users', setting.users.indexOf(user)),
    EmailAddress: user.email,
    FirstName: user.givenName,
    LastName: user.familyName,
    UpdatedDateUTC: xeroDate(setting.startAt),
    IsSubscriber: true,
    OrganisationRole: 'FINANCIALADVISER',
  }))
}

export function budgetsTable(setting: Setting): Table {
  return fixed(['Overall Budget', 'Next year'], (name, index, single) => ({
    BudgetID: setting.id('Budgets', index),
    Status: 'APPROVED',
    Description: name,
    Type: 'OVERALL',
    UpdatedDateUTC: xeroDate(setting.startAt),
    BudgetLines: single
      ? [
          {
            AccountID: setting.id('Accounts', 3),
            AccountCode: '200',
            BudgetBalances: Array.from({ length: 12 }, (_, month) => ({
              Period: new Date(Date.UTC(2025, month)).toISOString().slice(0, 7),
              Amount: money(500_000 + month * 10_000),
              UnitAmount: money(0),
              Notes: '',
            })),
          },
        ]
      : [],
    Tracking: [],
  }))
}
