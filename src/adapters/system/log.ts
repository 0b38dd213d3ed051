import { pino } from 'pino'
import type { Clock } from '../../ports/clock.ts'
import type { Log } from '../../ports/log.ts'
import { humanLine } from './human-line.ts'
import { redact, redactText } from './redact.ts'

export type LogLevel = 'info' | 'warn' | 'error' | 'silent'

export interface LogOptions {
  readonly level: LogLevel
  readonly clock: Clock
  /** Where the lines go; standard output by default. */
  readonly output?: { write(line: string): unknown }
  /** One line for a person instead of JSON; by default when standard output is a terminal. */
  readonly human?: boolean
}

/** Structured log: one JSON object a line, or one readable line; nothing secret in either. */
export function createLog(options: LogOptions): Log {
  const { level, clock, output = process.stdout, human = process.stdout.isTTY === true } = options
  const write = (line: string) => void output.write(human ? humanLine(line) : line)
  const logger = pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date(clock.now()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write },
  )
  const at =
    (method: 'info' | 'warn' | 'error') =>
    (message: string, facts: Readonly<Record<string, unknown>> = {}) => {
      if (!logger.isLevelEnabled(method)) return
      logger[method](redact(facts) as Record<string, unknown>, redactText(message))
    }
  return { info: at('info'), warn: at('warn'), error: at('error') }
}
