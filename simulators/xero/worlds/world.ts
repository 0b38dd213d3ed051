import type { FileBody } from '../reply.ts'
import type { Row } from './row.ts'

/** Somebody who can log in at the simulator. */
export interface WorldUser {
  readonly id: string
  readonly email: string
  readonly givenName: string
  readonly familyName: string
  /** The organisations this user may connect. */
  readonly tenantIds: readonly string[]
}

/** How much of a record is shown. Unpaged lists leave the lines out; a single record has more. */
export interface Shape {
  readonly detail: 'summary' | 'lines' | 'single'
  /** Decimals of unit prices: 2, or 4 when asked with unitdp=4. */
  readonly unitdp: 2 | 4
}

/** A file of an organisation, attached to a record or only in its library. */
export interface StoredFile {
  readonly id: string
  readonly name: string
  readonly mimeType: string
  readonly length: number
  /** UTC milliseconds. */
  readonly createdAt: number
  /** The record it hangs on; undefined for a file that is only in the library. */
  readonly parent: { readonly resource: string; readonly id: string } | undefined
  /** Only sales invoices and credit notes can show a file online. */
  readonly includeOnline: boolean
  readonly body: FileBody
}

/** The books of one organisation. Index order is the order of an unsorted list. */
export interface Books {
  readonly tenantId: string
  readonly name: string
  readonly countryCode: string
  readonly baseCurrency: string
  /** Names as in the URL; a resource that is missing here has no records. */
  readonly resources: readonly string[]
  size(resource: string): number
  row(resource: string, index: number, shape: Shape): Row
  /** The index of a record by its id, or by its number or code where Xero allows that. */
  find(resource: string, id: string): number | undefined
  filesOf(resource: string, index: number): readonly StoredFile[]
  readonly fileCount: number
  /** File number n of the organisation: attached files first, the library last. */
  fileAt(number: number): StoredFile
  fileById(id: string): StoredFile | undefined
  /** How many files hang on the object with this id; 0 for an unknown one. */
  filesOn(objectId: string): number
  /** The resource and index of any object that can carry files. */
  objectOf(objectId: string): { readonly resource: string; readonly index: number } | undefined
}

export interface World {
  readonly name: string
  readonly organisations: readonly Books[]
  readonly users: readonly WorldUser[]
}
