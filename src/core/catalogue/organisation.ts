import { addresses, phones } from './addresses.ts'
import { date, decimal, instant, lines, text, yesNo } from './columns.ts'
import type { Resource } from './resource.ts'
import { SETTINGS_ACCESS } from './scopes.ts'

/** `APIKey` has no column: it admits another organisation to Xero-to-Xero, so it stays out of a sheet people pass on. */
export const ORGANISATION: Resource = {
  name: 'Organisation',
  title: 'Organisation',
  path: 'Organisation',
  list: 'Organisations',
  id: 'OrganisationID',
  paging: 'none',
  query: {},
  ...SETTINGS_ACCESS,
  columns: [
    text('Name'),
    text('LegalName'),
    text('OrganisationStatus', 'Status'),
    text('OrganisationType'),
    text('OrganisationEntityType', 'Entity type'),
    text('LineOfBusiness'),
    text('BaseCurrency'),
    text('CountryCode', 'Country'),
    text('Timezone', 'Time zone'),
    text('RegistrationNumber'),
    text('EmployerIdentificationNumber'),
    text('TaxNumber'),
    yesNo('PaysTax'),
    text('SalesTaxBasis'),
    text('SalesTaxPeriod'),
    text('DefaultSalesTax'),
    text('DefaultPurchasesTax'),
    decimal('FinancialYearEndDay'),
    decimal('FinancialYearEndMonth'),
    date('PeriodLockDate'),
    date('EndOfYearLockDate'),
    decimal('PaymentTerms.Bills.Day', 'Bills due day'),
    text('PaymentTerms.Bills.Type', 'Bills due'),
    decimal('PaymentTerms.Sales.Day', 'Sales due day'),
    text('PaymentTerms.Sales.Type', 'Sales due'),
    text('Version', 'Xero region'),
    text('Edition'),
    text('Class', 'Plan'),
    yesNo('IsDemoCompany'),
    text('ShortCode'),
    instant('CreatedDateUTC'),
    text('OrganisationID'),
  ],
  lines: [
    addresses('Organisation addresses'),
    phones('Organisation phones'),
    lines('Organisation links', 'ExternalLinks', [
      text('LinkType'),
      text('Url', 'URL'),
      text('Description'),
    ]),
  ],
}
