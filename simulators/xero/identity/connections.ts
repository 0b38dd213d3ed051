import { randomUUID } from 'node:crypto'
import type { Row } from '../worlds/row.ts'

/** One user's link of one organisation to one app. */
export interface Connection {
  readonly id: string
  readonly clientId: string
  readonly userId: string
  readonly tenantId: string
  readonly tenantName: string
  readonly authEventId: string
  readonly createdAt: number
  readonly updatedAt: number
}

type Link = Pick<Connection, 'clientId' | 'userId' | 'tenantId' | 'tenantName' | 'authEventId'>

/** All connections, as `/connections` tells them. */
export class Connections {
  readonly #all: Map<string, Connection>

  constructor(kept: readonly Connection[] = []) {
    this.#all = new Map(kept.map((one) => [one.id, one]))
  }

  kept(): readonly Connection[] {
    return [...this.#all.values()]
  }

  /** Connecting again keeps the id and the creation time, and moves the event and the update. */
  connect(link: Link, now: number): Connection {
    const known = this.of(link.clientId, link.userId).find((one) => one.tenantId === link.tenantId)
    const connection = known
      ? { ...known, ...link, updatedAt: now }
      : { ...link, id: randomUUID(), createdAt: now, updatedAt: now }
    this.#all.set(connection.id, connection)
    return connection
  }

  of(clientId: string, userId: string): readonly Connection[] {
    return [...this.#all.values()].filter(
      (one) => one.clientId === clientId && one.userId === userId,
    )
  }

  remove(id: string): boolean {
    return this.#all.delete(id)
  }

  removeOf(clientId: string, userId: string): void {
    for (const one of this.of(clientId, userId)) this.remove(one.id)
  }

  /** What happens when somebody disconnects the organisation at Xero's side. */
  removeTenant(tenantId: string): number {
    const gone = [...this.#all.values()].filter((one) => one.tenantId === tenantId)
    for (const one of gone) this.remove(one.id)
    return gone.length
  }
}

/** Seven decimals and no zone, as Xero writes the times of connections and of files. */
export function sevenDecimals(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 23)}0000`
}

export function connectionRow(one: Connection): Row {
  return {
    id: one.id,
    authEventId: one.authEventId,
    tenantId: one.tenantId,
    tenantType: 'ORGANISATION',
    tenantName: one.tenantName,
    createdDateUtc: sevenDecimals(one.createdAt),
    updatedDateUtc: sevenDecimals(one.updatedAt),
  }
}
