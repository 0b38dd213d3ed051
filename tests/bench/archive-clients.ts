import { get } from 'node:http'
import { ANN_HEADERS } from '../support/ask-site.ts'

export interface Answer {
  readonly bytes: number
  readonly firstByteMs: number
  readonly ms: number
}

/** Asks for the archive, or a range of it, and reads to the end, or no further than the first bytes. */
export const fetchBytes = (
  url: string,
  range: string | null = null,
  onlyFirst = false,
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const started = performance.now()
    const headers = { ...ANN_HEADERS, ...(range === null ? {} : { range: `bytes=${range}` }) }
    const request = get(url, { headers }, (response) => {
      let bytes = 0
      let firstByteMs = 0
      const end = (): void => resolve({ bytes, firstByteMs, ms: performance.now() - started })
      response.on('data', (chunk: Buffer) => {
        if (bytes === 0) firstByteMs = performance.now() - started
        bytes += chunk.length
        if (!onlyFirst) return
        end()
        request.destroy()
      })
      response.on('end', end)
      response.on('error', (error) => (onlyFirst ? undefined : reject(error)))
    })
    request.on('error', (error) => (onlyFirst ? undefined : reject(error)))
  })

/** The middle one of what several tries give. */
export async function medianOf(tries: number, ask: (nth: number) => Promise<number>) {
  const values: number[] = []
  for (let nth = 0; nth < tries; nth++) values.push(await ask(nth))
  return values.sort((a, b) => a - b)[Math.floor(tries / 2)] ?? 0
}
