import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import { backupVerb } from './cli/backup.ts'
import { EXIT, EXIT_HELP, errorText, exitCodeOf } from './cli/exit.ts'
import { createReporter } from './cli/reporter.ts'
import { serveVerb } from './cli/serve.ts'
import { verifyVerb } from './cli/verify.ts'
import { type Config, readConfig } from './config.ts'

const list = (text: string): readonly string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)

const above =
  (least: number) =>
  (text: string): number => {
    const number = Number(text)
    if (number >= least) return number
    throw new InvalidArgumentError(`Give a number of at least ${least}.`)
  }

const WORLDS = ['tiny', 'demo', 'small', 'medium', 'large']

/** A name, or a folder, of which the whole path is given on. */
const world = (text: string): string => {
  if (WORLDS.includes(text)) return text
  if (existsSync(text)) return resolve(text)
  throw new InvalidArgumentError(`It is neither a folder nor one of ${WORLDS.join(', ')}.`)
}

interface BackupFlags {
  readonly out: string
  readonly demo?: boolean
  readonly world?: Config['demo']['world']
  readonly speed?: number
  readonly data?: string
  readonly organisation?: string
  readonly types?: readonly string[]
  readonly from?: string
  readonly to?: string
  readonly pdfs?: boolean
  readonly history?: boolean
  readonly json?: boolean
}

/** One signal asks to stop at the next checkpoint; a second one ends the process at once. */
function interruption(): AbortSignal {
  const stop = new AbortController()
  const ask = (): void => {
    if (stop.signal.aborted) process.exit(EXIT.interrupted)
    stop.abort(new Error('interrupted'))
  }
  process.on('SIGINT', ask)
  process.on('SIGTERM', ask)
  return stop.signal
}

async function backup(flags: BackupFlags): Promise<number> {
  const signal = interruption()
  const config = readConfig()
  const reporter = createReporter(flags.json ?? false, process.stdout)
  const settled: Config = {
    ...config,
    logLevel: config.logLevel === 'info' ? 'warn' : config.logLevel,
    dataFolder: flags.data ?? config.dataFolder,
    demo: {
      ...config.demo,
      xeroPort: 0,
      stripePort: 0,
      world: flags.world ?? config.demo.world,
      speed: flags.speed ?? 60,
    },
  }
  const options = {
    out: flags.out,
    demo: flags.demo ?? config.xero === null,
    organisation: flags.organisation ?? null,
    types: flags.types ?? null,
    from: flags.from ?? '',
    to: flags.to ?? '',
    pdfs: flags.pdfs ?? false,
    history: flags.history ?? false,
    keep: flags.data !== undefined,
  }
  try {
    return await backupVerb(settled, options, reporter, signal)
  } catch (error) {
    if (signal.aborted) return EXIT.interrupted
    throw error
  }
}

const program = new Command('ledgerkeep')
  .description(
    'Backs up a Xero organisation: every attached file, and all accounting data as a workbook, in one ZIP.',
  )
  .showHelpAfterError('Run with --help to see what can be asked for.')
  .addHelpText('after', EXIT_HELP)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : EXIT.refused))

// Whoever read the lines may stop reading (`| head`): the work goes on without them.
process.stdout.on('error', () => undefined)

let code: number = EXIT.complete

program
  .command('start', { isDefault: true })
  .description(
    'run the website and its worker (a demonstration while there is no Xero app in the settings)',
  )
  .action(async () => {
    code = await serveVerb(readConfig(), interruption())
  })

program
  .command('backup')
  .description('back up one organisation to a ZIP, in the terminal')
  .requiredOption('--out <file>', 'the ZIP to write')
  .option('--demo', 'against the Xero simulator, with made-up books')
  .addOption(
    new Option(
      '--world <name>',
      'the simulator’s books: tiny, demo, small, medium, large, or a folder of recorded books',
    ).argParser(world),
  )
  .option('--speed <n>', 'how much faster than real time the demonstration runs (60)', above(1))
  .option(
    '--data <folder>',
    'the data folder, kept afterwards (a demonstration otherwise uses a temporary one)',
  )
  .option('--organisation <name>', 'which one, when several are connected')
  .option(
    '--types <list>',
    'only files of these types, such as bills,quotes; "" for the workbook alone',
    list,
  )
  .option('--from <day>', 'only documents from this day on: 2026-04-01')
  .option('--to <day>', 'only documents up to this day')
  .option('--pdfs', 'also the PDFs that Xero draws of sales documents: a call each')
  .option('--history', 'also history and notes: a call for each document')
  .option('--json', 'one JSON object a line: progress, and at the end {"stage":"done",...}')
  .addHelpText('after', EXIT_HELP)
  .action(async (flags: BackupFlags) => {
    code = await backup(flags)
  })

program
  .command('verify')
  .description('check an archive: every hash, count and join, without a network')
  .argument('<paths...>', 'a ZIP, all parts of a split one, or the folder it was unpacked in')
  .option('--json', 'one JSON object a line: progress, and at the end {"stage":"done","ok":...}')
  .addHelpText(
    'after',
    '\nExit codes: 0 nothing is wrong, 1 something is, 2 there is nothing to check',
  )
  .action(async (paths: readonly string[], flags: { readonly json?: boolean }) => {
    code = await verifyVerb(paths, flags.json ?? false, process.stdout)
  })

try {
  await program.parseAsync()
} catch (error) {
  process.stderr.write(`${errorText(error)}\n`)
  code = exitCodeOf(error)
}
// A pipe takes what it is given when it is read: the end of a long list would be lost.
await new Promise((resolve) => process.stdout.write('', resolve))
process.exit(code)
