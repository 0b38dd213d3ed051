import { crc32 } from 'node:zlib'
import type { KeptFile } from '../ports/store/backup.ts'
import type { AppPorts } from './app-ports.ts'
import { keptFiles } from './archive-manifest.ts'

/** Files read at a time. */
const LANES = 4

/**
 * Reads every stored file of a backup again and gives those that are gone, of another length, or of
 * another CRC-32 than when they came. A CRC finds every flipped bit and every run of up to 32, and is
 * several times as fast as a hash; what somebody forges is not looked for here.
 */
export async function damagedFiles(
  ports: Pick<AppPorts, 'store' | 'storage'>,
  backupId: string,
  signal: AbortSignal,
): Promise<readonly KeptFile[]> {
  const damaged: KeptFile[] = []
  const files = keptFiles(ports, backupId)
  const lane = async (): Promise<void> => {
    for (let step = await files.next(); !step.done; step = await files.next()) {
      signal.throwIfAborted()
      if (!(await isSound(ports, step.value))) damaged.push(step.value)
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  return damaged
}

async function isSound({ storage }: Pick<AppPorts, 'storage'>, file: KeptFile): Promise<boolean> {
  if (file.storageKey === null || (await storage.size(file.storageKey)) !== file.bytes) return false
  let crc = 0
  for await (const chunk of await storage.open(file.storageKey)) {
    crc = crc32(chunk as Uint8Array, crc)
  }
  return crc >>> 0 === file.crc32
}
