import { close, open, read } from 'node:fs'

/**
 * Fills `into` with a file's bytes from `start` on; false when there are fewer. By callbacks: a handle
 * object for each of thousands of small files costs as much as the reading itself.
 */
export const fill = (path: string, into: Uint8Array, start: number): Promise<boolean> =>
  new Promise((resolve, reject) => {
    open(path, 'r', (openError, file) => {
      if (openError) return reject(openError)
      const end = (error: Error | null, whole: boolean): void =>
        close(file, () => (error ? reject(error) : resolve(whole)))
      const next = (done: number): void => {
        if (done === into.length) {
          end(null, true)
          return
        }
        read(file, into, done, into.length - done, start + done, (error, count) => {
          if (error || count === 0) end(error, false)
          else next(done + count)
        })
      }
      next(0)
    })
  })
