import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Makes the folder and those above it below `root`, so that they outlive a power cut. */
export async function makeFolder(root: string, folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true })
  if (first === undefined) return
  // A new folder is only safe once the folder that names it is flushed.
  for (let made = folder; made !== root; made = dirname(made)) {
    await flushFolder(dirname(made))
    if (made === first) return
  }
}

/** Brings a folder's names to the disk: a rename is not safe before. */
export async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
