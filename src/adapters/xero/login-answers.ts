import { xeroInstant } from '../../core/day.ts'
import type { XeroConnection } from '../../ports/xero.ts'

/** A claim of a JWT that Xero just gave us over its own connection; not a check of the token. */
export function claimOf(jwt: string, name: string): string | null {
  try {
    const payload: unknown = JSON.parse(
      Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString(),
    )
    const value = (payload as Record<string, unknown>)[name]
    return typeof value === 'string' ? value : null
  } catch {
    return null
  }
}

/** Organisations only (a practice is no set of books), the one connected last first. */
export function parseConnections(body: unknown): readonly XeroConnection[] {
  if (!Array.isArray(body)) return []
  const rows = body.filter((row) => row?.tenantType === 'ORGANISATION')
  rows.sort((a, b) => (xeroInstant(b.updatedDateUtc) ?? 0) - (xeroInstant(a.updatedDateUtc) ?? 0))
  return rows.map((row) => ({
    connectionId: String(row.id),
    tenantId: String(row.tenantId),
    tenantName: String(row.tenantName ?? 'Organisation'),
  }))
}
