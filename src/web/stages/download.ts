import type { OpenDownload, PartWanted } from '../../app/app.ts'
import { contentDisposition } from '../../core/archive/archive-name.ts'
import { type ByteRange, parseByteRange } from '../../core/archive/byte-range.ts'
import { refuse } from '../../core/errors.ts'
import { signedIn } from '../middleware/session.ts'
import { PART_SIZES, partBytes } from '../part-sizes.ts'
import { ROUTES } from '../routes.ts'
import type { WebApp, WebContext } from '../web-env.ts'

/** The archive's bytes: whole, in part, taken up again, or none when the browser has them. */
export function downloadRoutes(app: WebApp): void {
  app.get(ROUTES.download.path, download)
}

async function download(c: WebContext): Promise<Response> {
  const person = signedIn(c)
  const backupId = c.req.param('backupId') ?? ''
  const open = await c.var.ports.app.download.open(person.id, backupId, partWanted(c))
  const headers = headersOf(open)
  if (isKnown(c, open)) return new Response(null, { status: 304, headers })
  const range = wantedRange(c, open)
  if (range === 'unsatisfiable') {
    headers.set('Content-Range', `bytes */${open.bytes}`)
    headers.delete('Content-Disposition')
    return new Response(null, { status: 416, headers })
  }
  const { start, end } = range ?? { start: 0, end: open.bytes - 1 }
  headers.set('Content-Length', String(end - start + 1))
  if (range) headers.set('Content-Range', `bytes ${start}-${end}/${open.bytes}`)
  const status = range ? 206 : 200
  // Hono answers HEAD through the GET handler: nothing may be opened that nobody reads.
  if (c.req.raw.method === 'HEAD' || open.bytes === 0) {
    return new Response(null, { status, headers })
  }
  const blocks = open.blocks(start, end)
  const sender = c.env?.blocks
  if (!sender) return new Response(streamOf(blocks), { status, headers })
  const { log } = c.var.ports
  sender.later(blocks, (error) => log.warn('a download broke off', { start, error: error.message }))
  return new Response(null, { status, headers })
}

/** `?part=2&size=4GB`; without a part the archive as one. */
function partWanted(c: WebContext): PartWanted | undefined {
  const text = c.req.query('part')
  if (text === undefined) return undefined
  const size = partBytes(c.req.query('size') ?? '')
  if (size !== null && /^[1-9]\d{0,5}$/.test(text)) return { number: Number(text), size }
  throw refuse(
    'There is no such part.',
    `Give part=1 and a size: ${PART_SIZES.map(({ name }) => name).join(', ')}.`,
  )
}

const headersOf = (open: OpenDownload): Headers =>
  new Headers({
    'Content-Type': 'application/zip',
    'Content-Disposition': contentDisposition(open.fileName),
    'Accept-Ranges': 'bytes',
    ETag: `"${open.etag}"`,
    // "no-transform": a proxy that compressed it would break the ranges.
    'Cache-Control': 'private, no-transform',
  })

function isKnown(c: WebContext, open: OpenDownload): boolean {
  const known = c.req.header('if-none-match')
  if (!known) return false
  const tags = known.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return tags.includes('*') || tags.includes(`"${open.etag}"`)
}

/** The range asked for; none when `If-Range` names another version, so that halves never mix. */
function wantedRange(c: WebContext, open: OpenDownload): ByteRange | 'unsatisfiable' | null {
  const condition = c.req.header('if-range')
  if (condition !== undefined && condition.trim() !== `"${open.etag}"`) return null
  return parseByteRange(c.req.header('range'), open.bytes)
}

/** Without a socket, as a stream; closed when the client goes away, so that no file stays open. */
function streamOf(blocks: AsyncGenerator<Uint8Array>): ReadableStream {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const step = await blocks.next()
        if (step.done) controller.close()
        // A stream holds more than one piece, and a block is good until the next one only.
        else controller.enqueue(step.value.slice())
      },
      cancel: () => void blocks.return(undefined),
    },
    // Nothing is read before the client wants it.
    { highWaterMark: 0 },
  )
}
