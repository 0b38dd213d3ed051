import { decimal, instant, lines, text, yesNo } from './columns.ts'
import type { Resource } from './resource.ts'
import { SETTINGS_ACCESS } from './scopes.ts'

export const TAX_RATES: Resource = {
  name: 'TaxRates',
  title: 'Tax rates',
  path: 'TaxRates',
  list: 'TaxRates',
  // Tax rates have no GUID; lines refer to them by this code.
  id: 'TaxType',
  paging: 'none',
  query: {},
  ...SETTINGS_ACCESS,
  columns: [
    text('Name'),
    text('Status'),
    decimal('EffectiveRate', 'Effective rate %'),
    decimal('DisplayTaxRate', 'Display rate %'),
    text('ReportTaxType'),
    yesNo('CanApplyToAssets'),
    yesNo('CanApplyToEquity'),
    yesNo('CanApplyToExpenses'),
    yesNo('CanApplyToLiabilities'),
    yesNo('CanApplyToRevenue'),
    text('TaxType'),
  ],
  lines: [
    lines('Tax rate components', 'TaxComponents', [
      text('Name'),
      decimal('Rate', 'Rate %'),
      yesNo('IsCompound'),
      yesNo('IsNonRecoverable'),
    ]),
  ],
}

export const TRACKING_CATEGORIES: Resource = {
  name: 'TrackingCategories',
  title: 'Tracking categories',
  path: 'TrackingCategories',
  list: 'TrackingCategories',
  id: 'TrackingCategoryID',
  paging: 'none',
  query: { includeArchived: 'true' },
  ...SETTINGS_ACCESS,
  columns: [text('Name'), text('Status'), text('TrackingCategoryID')],
  lines: [
    lines('Tracking options', 'Options', [text('Name'), text('Status'), text('TrackingOptionID')]),
  ],
}

export const CURRENCIES: Resource = {
  name: 'Currencies',
  title: 'Currencies',
  path: 'Currencies',
  list: 'Currencies',
  id: 'Code',
  paging: 'none',
  query: {},
  ...SETTINGS_ACCESS,
  columns: [text('Code'), text('Description')],
  lines: [],
}

export const BRANDING_THEMES: Resource = {
  name: 'BrandingThemes',
  title: 'Branding themes',
  path: 'BrandingThemes',
  list: 'BrandingThemes',
  id: 'BrandingThemeID',
  paging: 'none',
  query: {},
  ...SETTINGS_ACCESS,
  columns: [
    text('Name'),
    text('Type'),
    decimal('SortOrder'),
    text('LogoUrl', 'Logo URL'),
    instant('CreatedDateUTC'),
    text('BrandingThemeID'),
  ],
  lines: [],
}

export const USERS: Resource = {
  name: 'Users',
  title: 'Users',
  path: 'Users',
  list: 'Users',
  id: 'UserID',
  paging: 'none',
  query: {},
  ...SETTINGS_ACCESS,
  columns: [
    text('FirstName'),
    text('LastName'),
    text('EmailAddress'),
    text('OrganisationRole', 'Role'),
    yesNo('IsSubscriber'),
    instant('UpdatedDateUTC'),
    text('UserID'),
  ],
  lines: [],
}
