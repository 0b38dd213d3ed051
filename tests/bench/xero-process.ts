import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { eventually, startProduct, startSimulator } from '../support/processes.ts'
import { quickFolder } from '../support/quick-folder.ts'
import { HEAP_FLAGS, HEAP_SETTINGS } from './heap-flags.ts'

/** What the product's process needs, the simulator being another one. */
export interface Needs {
  /** By the number of files: of the backup, lists of attachments and reports included; and with the scan. */
  readonly processorMsPerFile: number
  readonly withScanMsPerFile: number
  /** Most memory until the last file is there, and until the archive is packed. */
  readonly peakMb: number
  readonly packedPeakMb: number
  /** Real time of scan and backup, s. */
  readonly seconds: number
}

/**
 * A backup of everything by the product as a process of its own.
 * @param speed virtual ms in a real one: 300 lets 300 calls a second through
 */
export async function measureProcess(
  world: string,
  files: number,
  speed: number,
  longestMs: number,
): Promise<Needs> {
  const simulator = await startSimulator({ speed, world }, '--day-limit', '1000000')
  const folder = quickFolder('ledgerkeep-measure-')
  const product = startProduct(
    { folder, out: join(folder, 'out.zip'), lookMs: 100, ...simulator },
    { flags: HEAP_FLAGS, settings: HEAP_SETTINGS },
  )
  try {
    let code: number | null = null
    product.ended.then((ended) => {
      code = ended ?? 1
    })
    await eventually(() => code !== null, longestMs)
    if (code !== 0) throw new Error(`The product ended with ${code}.`)
    const at = (wanted: RegExp) => product.lines.find((line) => wanted.test(line.state))
    const first = product.lines[0]
    const begun = at(/^(running|waiting)/)
    const fetched = at(/^(packaging|complete)/)
    const packed = at(/^complete/)
    if (!first || !begun || !fetched || !packed)
      throw new Error('The product has not said how far it was.')
    return {
      processorMsPerFile: (fetched.processorMs - begun.processorMs) / files,
      withScanMsPerFile: (fetched.processorMs - first.processorMs) / files,
      peakMb: fetched.peakBytes / 1e6,
      packedPeakMb: packed.peakBytes / 1e6,
      seconds: (fetched.at - first.at) / speed / 1000,
    }
  } finally {
    product.kill()
    await product.ended
    await simulator.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
