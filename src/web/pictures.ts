import { existsSync, readFileSync } from 'node:fs'

/** A line of the drawn archive: how deep it stands, and what it is. */
export interface TreeLine {
  readonly depth: number
  readonly name: string
  readonly kind: 'folder' | 'file' | 'more'
}

/** An archive of the demonstration's books, as the tests took it out of the ZIP. */
export interface ExamplePicture {
  readonly archiveName: string
  readonly tree: readonly TreeLine[]
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** A picture of a step: what it showed, and its pixels on a desk and on a phone. */
export interface StepPicture {
  /** Of the page that was taken: another page makes another one. */
  readonly fingerprint: string
  readonly wide: Size
  readonly phone: Size
}

interface Size {
  readonly width: number
  readonly height: number
}

const read = <T>(name: string, otherwise: T): T => {
  const url = new URL(`./assets/pictures/${name}`, import.meta.url)
  return existsSync(url) ? (JSON.parse(readFileSync(url, 'utf8')) as T) : otherwise
}

export const EXAMPLE_PICTURE: ExamplePicture = read('example.json', {
  archiveName: '',
  tree: [],
  head: [],
  rows: [],
})

/** By the number of the step, `01` to `11`. */
export const STEP_PICTURES: Readonly<Record<string, StepPicture>> = read('steps.json', {})
