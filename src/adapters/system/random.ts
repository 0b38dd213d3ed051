import { randomBytes } from 'node:crypto'
import type { Random } from '../../ports/random.ts'

/** Bytes of the operating system's generator. */
export const systemRandom = (): Random => ({ bytes: (count) => randomBytes(count) })
