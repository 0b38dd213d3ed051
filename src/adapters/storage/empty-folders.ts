import { rmdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Folders } from './folders.ts'

/**
 * Removes a folder below `root` that its last object has left, and those above it that are empty then.
 * Whoever puts an object there at this moment makes it again.
 */
export async function removeEmpty(root: string, folder: string, folders: Folders): Promise<void> {
  for (let at = folder; at !== root && at !== dirname(at); at = dirname(at)) {
    try {
      await rmdir(at)
    } catch {
      // Others are in it; or it stays behind for a reason of its own, empty, which harms nobody.
      return
    }
    void folders.forget(at)
  }
}
