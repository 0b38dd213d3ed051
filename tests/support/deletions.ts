import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ended, INVOICE } from './customer.ts'
import type { Bench } from './installation.ts'
import type { Shop } from './shop.ts'

/** What must be gone, whatever it is stored in: bytes of every file of the data folder but the sent mail. */
export async function findings(
  bench: Bench,
  canaries: readonly string[],
): Promise<readonly string[]> {
  const found: string[] = []
  for (const entry of await readdir(bench.folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isFile() || path.includes('/outbox/')) continue
    const bytes = await readFile(path)
    for (const canary of canaries) {
      if (bytes.includes(canary)) found.push(`${path.slice(bench.folder.length)}: ${canary}`)
    }
  }
  return found
}

export const stored = async (bench: Bench, part: string): Promise<number> => {
  const all = await readdir(join(bench.folder, 'storage'), { recursive: true, withFileTypes: true })
  return all.filter((one) => one.isFile() && `${one.parentPath}/`.includes(`/storage/${part}/`))
    .length
}

/** Sold, backed up, and everything that must be found nowhere when it is deleted. */
export async function sold(shop: Shop) {
  const details = { name: 'Canary Books Ltd', addressLine1: '7 Canary Row' }
  const order = await shop.sell({ details })
  const backup = await ended(shop.bench, shop.customer, order.backupId ?? '')
  const { store } = shop.bench.installation.ports
  const [file] = await store.backup.keptFiles(backup.id, null, 1)
  const person = await store.connect.person(shop.customer.personId)
  const canaries = [
    ...Object.values(details),
    INVOICE.email,
    order.organisation,
    file?.name ?? 'no file',
    file?.contact ?? 'no contact',
    person?.email ?? 'no person',
  ]
  return { order, backup, canaries, file }
}

/** The cookie of a browser that is signed in. */
export async function signIn(bench: Bench): Promise<string> {
  const { url } = await bench.app.connect.begin('b', '/status')
  const answer = await bench.xero.approve(url, {})
  return `ledgerkeep=${(await bench.app.connect.finish(answer, 'b')).session}`
}

/** What the website answers to that browser. */
export async function statusOf(bench: Bench, cookie: string, path: string): Promise<number> {
  const answer = await fetch(`${bench.url}${path}`, { headers: { cookie }, redirect: 'manual' })
  await answer.arrayBuffer()
  return answer.status
}

export const receiptDone = (shop: Shop, id: string) =>
  shop.bench.clock.until(async () => {
    const found = await shop.bench.installation.ports.store.erasing.deletion(id)
    return found?.finishedAt ? found : null
  })
