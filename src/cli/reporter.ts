import { formatBytes, formatCount, formatInstant } from './words.ts'

/** How far a terminal backup is. */
export type Progress =
  | { readonly stage: 'connect'; readonly url: string }
  | {
      readonly stage: 'scan'
      readonly lists: number
      readonly listsTotal: number
      readonly counted: number
      readonly documents: number
      readonly waitingUntil: number | null
    }
  | {
      readonly stage: 'backup'
      readonly state: string
      readonly files: number
      readonly filesTotal: number
      readonly bytes: number
      readonly exceptions: number
      /** Reports by contact and the like, of which each costs a call. */
      readonly asked: number
      readonly askedTotal: number
      readonly estimatedEndAt: number | null
      readonly waitingUntil: number | null
    }
  | { readonly stage: 'download'; readonly bytes: number; readonly bytesTotal: number }
  | {
      readonly stage: 'done'
      readonly out: string
      readonly bytes: number
      readonly files: number
      readonly exceptions: number
      readonly etag: string
    }

export interface Reporter {
  show(progress: Progress): void
}

interface Screen {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

/** A bar on a terminal, a plain line at each step when piped, JSON lines for a machine. */
export function createReporter(json: boolean, screen: Screen): Reporter {
  if (json) return { show: (progress) => void screen.write(`${JSON.stringify(progress)}\n`) }
  return screen.isTTY ? bars(screen) : lines(screen)
}

function bars(screen: Screen): Reporter {
  let stage = ''
  return {
    show(progress) {
      const fresh = stage !== '' && stage !== progress.stage
      stage = progress.stage
      const share = shareOf(progress)
      const bar = share === null ? '' : `${drawBar(share)} `
      const line = `${bar}${sentence(progress)}`.slice(0, Math.max(20, (screen.columns ?? 80) - 1))
      const end = progress.stage === 'done' || progress.stage === 'connect' ? '\n' : ''
      screen.write(`${fresh ? '\n' : '\r'}\u001b[2K${line}${end}`)
    },
  }
}

/** A line only when something has moved on by a twentieth, or the state changed. */
function lines(screen: Screen): Reporter {
  let last = ''
  return {
    show(progress) {
      const share = shareOf(progress)
      const state = progress.stage === 'backup' ? progress.state : ''
      const steps = progress.stage === 'download' ? 4 : 20
      const mark = `${progress.stage} ${state} ${share === null ? '' : Math.floor(share * steps)}`
      if (mark === last) return
      last = mark
      screen.write(`${sentence(progress)}\n`)
    },
  }
}

function shareOf(progress: Progress): number | null {
  switch (progress.stage) {
    case 'scan':
      return part(progress.lists + progress.counted, progress.listsTotal + progress.documents)
    case 'backup':
      return part(progress.files + progress.asked, progress.filesTotal + progress.askedTotal)
    case 'download':
      return part(progress.bytes, progress.bytesTotal)
    default:
      return null
  }
}

const part = (done: number, total: number): number => (total === 0 ? 1 : Math.min(1, done / total))

const WIDTH = 24

function drawBar(share: number): string {
  const full = Math.round(share * WIDTH)
  return `[${'█'.repeat(full)}${'·'.repeat(WIDTH - full)}] ${String(Math.floor(share * 100)).padStart(3)}%`
}

function sentence(progress: Progress): string {
  switch (progress.stage) {
    case 'connect':
      return `Log in to Xero in a browser: ${progress.url}`
    case 'scan':
      return `Counting your files: ${progress.lists} of ${progress.listsTotal} lists, ${formatCount(progress.counted)} of ${formatCount(progress.documents)} documents${waiting(progress.waitingUntil)}`
    case 'backup':
      return backupSentence(progress)
    case 'download':
      return `Writing the archive: ${formatBytes(progress.bytes)} of ${formatBytes(progress.bytesTotal)}`
    case 'done':
      return `Done: ${progress.out} (${formatBytes(progress.bytes)}, ${formatCount(progress.files)} files, ${formatCount(progress.exceptions)} exceptions)`
  }
}

function backupSentence(progress: Extract<Progress, { stage: 'backup' }>): string {
  const done = `${formatCount(progress.files)} of ${formatCount(progress.filesTotal)} files, ${formatBytes(progress.bytes)}`
  const end =
    progress.estimatedEndAt === null ? '' : `; done about ${formatInstant(progress.estimatedEndAt)}`
  const except = progress.exceptions > 0 ? `; ${progress.exceptions} exceptions` : ''
  const { asked, askedTotal } = progress
  const besides =
    asked === 0 ? '' : `, ${formatCount(asked)} of ${formatCount(askedTotal)} reports and notes`
  return `Backing up (${progress.state}): ${done}${besides}${except}${end}${waiting(progress.waitingUntil)}`
}

const waiting = (until: number | null): string =>
  until === null ? '' : `; waiting for Xero until ${formatInstant(until)}`
