/** An app registered at the simulator. Without a secret it is a public client and must use PKCE. */
export interface Client {
  readonly id: string
  readonly name: string
  readonly secret: string | undefined
  /** Exact addresses; besides these, loopback addresses are allowed to every client. */
  readonly redirectUris: readonly string[]
}

export const DEFAULT_CLIENTS: readonly Client[] = [
  { id: 'ledgerkeep-demo', name: 'Ledgerkeep', secret: 'demo-secret', redirectUris: [] },
  { id: 'ledgerkeep-demo-pkce', name: 'Ledgerkeep', secret: undefined, redirectUris: [] },
]

/** Loopback addresses of any port and path, and whatever is registered exactly. */
export function allowsRedirect(client: Client, extra: readonly string[], uri: string): boolean {
  if (client.redirectUris.includes(uri) || extra.includes(uri)) return true
  if (!URL.canParse(uri)) return false
  const { protocol, hostname } = new URL(uri)
  return protocol === 'http:' && (hostname === 'localhost' || hostname === '127.0.0.1')
}
