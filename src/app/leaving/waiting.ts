import type { Scan } from '../../ports/store/scan.ts'
import type { AppPorts } from '../app-ports.ts'
import { scanWaitingLetter, waitingLetter } from './letters.ts'

const DAY_MS = 86_400_000

/** A letter for each stretch of more than a day in which nothing was read or kept. */
export async function tellWaiting(ports: AppPorts): Promise<void> {
  await tellOfBackups(ports)
  await tellOfScans(ports)
}

async function tellOfBackups(ports: AppPorts): Promise<void> {
  const { store, clock } = ports
  const under = await store.keeping.underWay()
  const lives = await store.keeping.lives(under.map((one) => one.backupId))
  for (const { backupId, progress } of under) {
    const life = lives.get(backupId)
    if (life?.progress !== progress || life.progressAt === null) {
      await store.keeping.changeLife(backupId, { progress, progressAt: clock.now() })
    } else if (clock.now() - life.progressAt >= DAY_MS) {
      const backup = await store.backup.backup(backupId)
      if (backup) await waitingLetter(ports, backup, life.progressAt)
    }
  }
}

async function tellOfScans(ports: AppPorts): Promise<void> {
  const { store, clock } = ports
  for (const one of await store.keeping.scansUnderWay()) {
    const { scanId, progress, lastProgress, progressAt } = one
    const scan = await store.scan.scan(scanId)
    if (!scan) continue
    if (lastProgress !== progress || progressAt === null || !(await isConnected(ports, scan))) {
      await store.keeping.noteScan(scanId, progress, clock.now())
    } else if (clock.now() - progressAt >= DAY_MS) {
      await scanWaitingLetter(ports, scan, progressAt)
    }
  }
}

/**
 * Of a lost connection they are told at once, and nothing goes on by itself: that time is no waiting. What a
 * scan says of it is of no use here, because the sweep has just had it tried again.
 */
async function isConnected({ store }: AppPorts, { connectionId }: Scan): Promise<boolean> {
  return (await store.connect.connection(connectionId))?.state === 'active'
}
