import { createHash } from 'node:crypto'
import type { Calls } from './calls.ts'
import { FAULT_KINDS, type Fault, type Faults } from './faults.ts'
import type { Identity } from './identity/identity.ts'
import type { Limits } from './limits.ts'
import { json, notFound, type Reply, type Request } from './reply.ts'
import type { ChangeableWorld } from './worlds/changeable-world.ts'
import type { Books, StoredFile } from './worlds/world.ts'

export interface Control {
  readonly world: ChangeableWorld
  readonly identity: Identity
  readonly limits: Limits
  readonly calls: Calls
  readonly faults: Faults
  readonly now: () => number
}

/** One line of the truth: what a backup of this file has to hold. */
export interface TruthLine {
  /** `Library` for a file that hangs on nothing. */
  readonly resource: string
  readonly recordId: string
  readonly attachmentId: string
  readonly fileName: string
  readonly mimeType: string
  readonly length: number
  readonly sha256: string
}

/** Every file of an organisation once, attached files first. */
export function* truth(books: Books): Generator<TruthLine> {
  for (let number = 0; number < books.fileCount; number += 1) {
    const file = books.fileAt(number)
    yield {
      resource: file.parent?.resource ?? 'Library',
      recordId: file.parent?.id ?? '',
      attachmentId: file.id,
      fileName: file.name,
      mimeType: file.mimeType,
      length: file.length,
      sha256: digest(file),
    }
  }
}

function digest(file: StoredFile): string {
  const hash = createHash('sha256')
  for (const chunk of file.body.chunks()) hash.update(chunk)
  return hash.digest('hex')
}

/** How many records each resource has, and how many of its records have files. */
export function counts(books: Books) {
  const resources: Record<string, { records: number; withFiles: number; files: number }> = {}
  for (const name of books.resources)
    resources[name] = { records: books.size(name), withFiles: 0, files: 0 }
  let libraryFiles = 0
  const seen = new Set<string>()
  for (let number = 0; number < books.fileCount; number += 1) {
    const { parent } = books.fileAt(number)
    const counted = resources[parent?.resource ?? '']
    if (parent === undefined || counted === undefined) {
      libraryFiles += 1
      continue
    }
    counted.files += 1
    if (!seen.has(parent.id)) counted.withFiles += 1
    seen.add(parent.id)
  }
  const { tenantId, name, countryCode } = books
  return { tenantId, name, countryCode, fileCount: books.fileCount, libraryFiles, resources }
}

/** Answers a path below `/control`, which Xero does not have. The truth itself is streamed elsewhere. */
export function answerControl(control: Control, path: string, request: Request): Reply {
  switch (`${request.method} ${path}`) {
    case 'GET /counts':
      return json(200, { organisations: control.identity.world.organisations.map(counts) })
    case 'GET /calls':
      return json(200, callReport(control))
    case 'POST /reset-calls':
      control.calls.reset()
      control.limits.resetCounters()
      return json(200, {})
    case 'GET /fault':
      return json(200, { faults: control.faults.list() })
    case 'POST /fault':
      return addFaults(control, request.body)
    case 'DELETE /fault':
      control.faults.clear()
      return json(200, {})
    case 'POST /disconnect':
      return json(200, {
        removed: control.identity.connections.removeTenant(field(request.body, 'tenantId')),
      })
    case 'POST /change':
      return changeBooks(control, request.body)
    case 'POST /lie':
      return lieAbout(control, request.body)
    case 'POST /day-limit':
      control.limits.dayLimit = Number(field(request.body, 'dayLimit'))
      return json(200, { dayLimit: control.limits.dayLimit })
    default:
      return notFound()
  }
}

/** `{ tenantId, share, bumps }`: changes a share of an organisation's documents with files. */
function changeBooks(control: Control, body: string): Reply {
  const order = JSON.parse(body) as { tenantId?: string; share?: number; bumps?: boolean }
  const books = control.world.organisations.find((one) => one.tenantId === order.tenantId)
  if (books === undefined) return json(404, { error: 'no such organisation' })
  const { share = 0.01, bumps = true } = order
  return json(200, {
    changed: Object.fromEntries(books.change({ share, bumps, at: control.now() })),
  })
}

/** `{ tenantId, recordIds }`: from now on their HasAttachments says the opposite of what is true. */
function lieAbout(control: Control, body: string): Reply {
  const order = JSON.parse(body) as { tenantId?: string; recordIds?: readonly string[] }
  const books = control.world.organisations.find((one) => one.tenantId === order.tenantId)
  if (books === undefined) return json(404, { error: 'no such organisation' })
  books.lie(order.recordIds ?? [])
  return json(200, { lies: order.recordIds ?? [] })
}

function callReport(control: Control) {
  const { calls, limits } = control
  const tenants = [...limits.tenants].map(([key, state]) => ({
    clientId: key.split(' ')[0],
    tenantId: key.split(' ')[1],
    inFlight: state.inFlight,
    maxInFlight: state.mostInFlight,
    inThisMinute: state.minute.count,
    maxInAMinute: state.minute.most,
    inThisDay: state.day.count,
    maxInADay: state.day.most,
  }))
  return {
    now: control.now(),
    accepted: calls.accepted,
    byPath: calls.byPath,
    byStatus: calls.byStatus,
    limited: calls.limited,
    faults: calls.faults,
    bytesSent: calls.bytesSent,
    dayLimit: limits.dayLimit,
    tenants,
  }
}

function addFaults(control: Control, body: string): Reply {
  const parsed: unknown = JSON.parse(body)
  const wanted = (Array.isArray(parsed) ? parsed : [parsed]) as Fault[]
  const unknown = wanted.find((fault) => !FAULT_KINDS.includes(fault.kind))
  if (unknown !== undefined)
    return json(400, { error: `unknown kind ${unknown.kind}`, kinds: FAULT_KINDS })
  for (const fault of wanted) control.faults.add(fault)
  return json(200, { faults: control.faults.list() })
}

function field(body: string, name: string): string {
  const parsed = JSON.parse(body === '' ? '{}' : body) as Record<string, unknown>
  return String(parsed[name] ?? '')
}
