import { lines, text } from './columns.ts'
import type { Column, Lines } from './resource.ts'

const PLACE: readonly Column[] = [
  text('AddressLine1'),
  text('AddressLine2'),
  text('AddressLine3'),
  text('AddressLine4'),
  text('City'),
  text('Region'),
  text('PostalCode'),
  text('Country'),
]

export const addresses = (title: string): Lines =>
  lines(title, 'Addresses', [text('AddressType'), text('AttentionTo'), ...PLACE])

/** The addresses as they stood on the document, whatever the contact says today. */
export const invoiceAddresses = (title: string): Lines =>
  lines(title, 'InvoiceAddresses', [text('InvoiceAddressType', 'Address type'), ...PLACE])

export const phones = (title: string): Lines =>
  lines(title, 'Phones', [
    text('PhoneType'),
    text('PhoneCountryCode', 'Country code'),
    text('PhoneAreaCode', 'Area code'),
    text('PhoneNumber'),
  ])
