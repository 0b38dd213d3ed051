import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'

interface Ports {
  readonly xero: number
  readonly stripe: number
}

/**
 * Ports for the simulators. Where any will do (0), those of the folder's last start are taken again: the
 * tokens that were given out then name their address.
 */
export async function samePorts(
  dataFolder: string,
  wanted: { readonly xeroPort: number; readonly stripePort: number },
): Promise<Ports & { remember(xeroUrl: string, stripeUrl: string): Promise<void> }> {
  const path = join(dataFolder, 'simulator-ports.json')
  const last = await lastPorts(path)
  return {
    xero: wanted.xeroPort || (await freeOr0(last.xero)),
    stripe: wanted.stripePort || (await freeOr0(last.stripe)),
    remember: (xeroUrl, stripeUrl) =>
      writeFile(path, JSON.stringify({ xero: portOf(xeroUrl), stripe: portOf(stripeUrl) })),
  }
}

const portOf = (url: string): number => Number(new URL(url).port)

async function lastPorts(path: string): Promise<Ports> {
  try {
    const { xero, stripe } = JSON.parse(await readFile(path, 'utf8')) as Partial<Ports>
    return { xero: Number(xero) || 0, stripe: Number(stripe) || 0 }
  } catch {
    return { xero: 0, stripe: 0 }
  }
}

function freeOr0(port: number): Promise<number> {
  if (port === 0) return Promise.resolve(0)
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(0))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(port)))
  })
}
