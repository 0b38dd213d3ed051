import { LedgerkeepError } from '../../core/errors.ts'
import type { KeptFile } from '../../ports/store/backup.ts'
import type { AppPorts } from '../app-ports.ts'
import { keptFiles } from './manifest.ts'

type Storage = AppPorts['storage']

/** Read at a time: what of the files fits, one behind the other, or a piece of a longer one. */
const BLOCK = 524_288

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
  const { storage } = ports
  const damaged: KeptFile[] = []
  const block = new SharedArrayBuffer(BLOCK)
  for await (const group of blocksOf(keptFiles(ports, backupId))) {
    signal.throwIfAborted()
    if (await areSound(storage, group, block)) continue
    // Which of them it is, is found one by one.
    for (const file of group) {
      if (!(await isSound(storage, file, block))) damaged.push(file)
    }
  }
  return damaged
}

const bytesOf = (file: KeptFile): number => file.bytes ?? 0

/** Files that fit into a block together; a longer one stands alone. */
async function* blocksOf(files: AsyncIterable<KeptFile>): AsyncGenerator<readonly KeptFile[]> {
  let group: KeptFile[] = []
  let bytes = 0
  for await (const file of files) {
    if (group.length > 0 && bytes + bytesOf(file) > BLOCK) {
      yield group
      group = []
      bytes = 0
    }
    group.push(file)
    bytes += bytesOf(file)
  }
  if (group.length > 0) yield group
}

async function areSound(
  storage: Storage,
  files: readonly KeptFile[],
  block: SharedArrayBuffer,
): Promise<boolean> {
  const [first] = files
  if (first && bytesOf(first) > BLOCK) return false
  let at = 0
  const stretches = files.map((file) => {
    const stretch = { key: file.storageKey ?? '', start: 0, length: bytesOf(file), at, crc32: 0 }
    at += stretch.length
    return stretch
  })
  try {
    if (!(await Promise.all(files.map((file) => hasLength(storage, file)))).every(Boolean)) {
      return false
    }
    const crcs = await storage.gather(stretches, block)
    return files.every((file, nth) => file.crc32 === crcs[nth])
  } catch (error) {
    return afterFault(error)
  }
}

async function isSound(
  storage: Storage,
  file: KeptFile,
  block: SharedArrayBuffer,
): Promise<boolean> {
  const { storageKey: key } = file
  if (key === null || !(await hasLength(storage, file))) return false
  let crc = 0
  try {
    for (let start = 0; start < bytesOf(file); start += BLOCK) {
      const length = Math.min(BLOCK, bytesOf(file) - start)
      crc = (await storage.gather([{ key, start, length, at: 0, crc32: crc }], block))[0] ?? 0
    }
    return crc === file.crc32
  } catch (error) {
    return afterFault(error)
  }
}

const hasLength = async (storage: Storage, { storageKey, bytes }: KeptFile): Promise<boolean> =>
  storageKey !== null && (await storage.size(storageKey)) === bytes

/** A file that is gone, or that the disk can't give, is damaged; any other fault is not the file's. */
function afterFault(error: unknown): false {
  if (error instanceof LedgerkeepError && error.kind === 'skip') return false
  throw error
}
