import type { XeroCall } from '../../ports/xero.ts'

/** Where Xero is. Only these differ between Xero and a simulator. */
export interface XeroAddresses {
  /** OpenID issuer; discovery tells the rest. */
  readonly issuer: string
  /** Base of `/connections` and of every API. */
  readonly api: string
}

/** Xero's own addresses (from its OpenAPI descriptions). */
export const XERO: XeroAddresses = {
  issuer: 'https://identity.xero.com',
  api: 'https://api.xero.com',
}

const BASES: Readonly<Record<XeroCall['api'], string>> = {
  accounting: '/api.xro/2.0',
  files: '/files.xro/1.0',
  assets: '/assets.xro/1.0',
  projects: '/projects.xro/2.0',
  'payroll 1.0': '/payroll.xro/1.0',
  'payroll 2.0': '/payroll.xro/2.0',
}

/** The full address of a call: every segment and value percent-encoded, never taken from an answer. */
export function addressOf(addresses: XeroAddresses, call: XeroCall): string {
  const path = call.path.map(encodeURIComponent).join('/')
  const query = Object.entries(call.query ?? {})
    .map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('%2C', ',')}`)
    .join('&')
  return `${addresses.api}${BASES[call.api]}/${path}${query && `?${query}`}`
}
