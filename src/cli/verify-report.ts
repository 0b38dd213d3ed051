import { adviceOf } from './verify-advice.ts'
import type { Problem } from './verify-source.ts'
import { formatBytes, formatCount } from './words.ts'

export interface Screen {
  readonly isTTY?: boolean
  write(text: string): unknown
}

/** How far it is, and what came of it. */
export interface VerifyReport {
  more(bytes: number): void
  /** `lacksParts`: nothing is wrong but that whole parts of an archive are not there. */
  done(files: number, problems: readonly Problem[], lacksParts: boolean): void
}

const WIDTH = 24
/** So many are told one by one; the rest is a number. */
const TOLD = 200

/** A bar on a terminal, lines when piped, JSON lines for a machine. */
export function createVerifyReport(json: boolean, screen: Screen, total: number): VerifyReport {
  let checked = 0
  let shown = -1
  const step = screen.isTTY ? 200 : 10
  return {
    more(bytes) {
      checked += bytes
      const share = total === 0 ? 1 : Math.min(1, checked / total)
      if (Math.floor(share * step) === shown) return
      shown = Math.floor(share * step)
      if (json) {
        screen.write(`${JSON.stringify({ stage: 'verify', bytes: checked, bytesTotal: total })}\n`)
      } else screen.write(progress(share, checked, total, screen.isTTY ?? false))
    },
    done(files, problems, lacksParts) {
      const ok = problems.length === 0
      if (json) {
        const advice = adviceOf(problems, { lacksParts, areAllTold: true })
        const told = { stage: 'done', ok, files, bytes: checked, problems, advice }
        screen.write(`${JSON.stringify(told)}\n`)
        return
      }
      if (screen.isTTY) screen.write('\n')
      screen.write(ok ? sound(files, checked) : wrong(problems, lacksParts))
    },
  }
}

function progress(share: number, checked: number, total: number, isTerminal: boolean): string {
  const words = `${formatBytes(checked)} of ${formatBytes(total)} checked`
  if (!isTerminal) return `${words}\n`
  const full = Math.round(share * WIDTH)
  return `\r\u001b[2K[${'█'.repeat(full)}${'·'.repeat(WIDTH - full)}] ${words}`
}

const sound = (files: number, bytes: number): string =>
  `Nothing is wrong: ${formatCount(files)} files, ${formatBytes(bytes)}, every hash, count and join.\n`

function wrong(problems: readonly Problem[], lacksParts: boolean): string {
  const lines = problems
    .slice(0, TOLD)
    .map(({ kind, path, text }) => `${kind}: ${path === '' ? 'the archive' : path}\n  ${text}\n`)
  const more = problems.length - TOLD
  const count = `${formatCount(problems.length)} ${problems.length === 1 ? 'thing is' : 'things are'} wrong.\n`
  const facts = { lacksParts, areAllTold: more <= 0 }
  const advice = adviceOf(problems, facts).map((one) => `  ${one}\n`)
  const rest = more > 0 ? `... and ${formatCount(more)} more.\n` : ''
  return `${lines.join('')}${rest}${count}What to do:\n${advice.join('')}`
}
