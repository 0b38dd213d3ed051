import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

export interface Asset {
  readonly body: string | Uint8Array<ArrayBuffer>
  /** The same, compressed; null for what is compressed by itself. */
  readonly gzip: Uint8Array<ArrayBuffer> | null
  readonly type: string
  /** Of the content; part of the address, so that a changed file is a new address. */
  readonly hash: string
}

/** The static files of the site by the name in their address. */
export type Assets = ReadonlyMap<string, Asset>

const STYLES = [
  ...['tokens', 'base', 'layout', 'components', 'cards', 'forms', 'filters', 'progress'],
  ...['home', 'walk', 'print'],
]

/** Reads the style sheets (served as one), the script and the mark. Done once, when the site starts. */
export function loadAssets(): Assets {
  const style = STYLES.map((name) => read(`${name}.css`)).join('\n')
  return new Map([
    ['site.css', asset(style, 'text/css; charset=utf-8')],
    ['live.js', asset(read('live.js'), 'text/javascript; charset=utf-8')],
    ['mark.svg', asset(read('mark.svg'), 'image/svg+xml')],
    ...pictures(),
  ])
}

const PICTURES = new URL('./assets/pictures/', import.meta.url)

/** Pictures of the steps, as the walk through the site in a browser took them. */
const pictures = (): readonly (readonly [string, Asset])[] =>
  readdirSync(PICTURES)
    .filter((name) => name.endsWith('.webp'))
    .map((name) => {
      const body = new Uint8Array(readFileSync(new URL(name, PICTURES)))
      return [name, asset(body, 'image/webp')]
    })

/** The address of a static file, with its hash. */
export function assetUrl(assets: Assets, name: string): string {
  return `/assets/${name}?v=${assets.get(name)?.hash ?? ''}`
}

const read = (name: string): string =>
  readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8')

const asset = (body: Asset['body'], type: string): Asset => ({
  body,
  gzip: typeof body === 'string' ? new Uint8Array(gzipSync(body, { level: 9 })) : null,
  type,
  hash: createHash('sha256').update(body).digest('base64url').slice(0, 12),
})
