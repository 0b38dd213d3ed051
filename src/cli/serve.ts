import type { Config } from '../config.ts'
import { EXIT } from './exit.ts'
import { sellingGaps } from './selling-gaps.ts'
import { start } from './start.ts'

/** Runs site and worker until a signal asks to stop. */
export async function serveVerb(config: Config, signal: AbortSignal): Promise<number> {
  const running = await start(config)
  const gaps = sellingGaps(config).map((gap) => `  - ${gap}\n`)
  if (gaps.length > 0)
    process.stdout.write(`Selling with Stripe, still to be done:\n${gaps.join('')}`)
  process.stdout.write(`${greeting(running.url, running.demonstration)}\n`)
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  await running.close()
  return EXIT.complete
}

function greeting(
  url: string,
  demonstration: { readonly xeroUrl: string; readonly stripeUrl: string } | null,
): string {
  if (!demonstration) return `Ledgerkeep is ready: open ${url}`
  return [
    'Demonstration: Xero and Stripe are simulated on this machine. No real books, no real money.',
    `  Xero simulator    ${demonstration.xeroUrl}`,
    `  Stripe simulator  ${demonstration.stripeUrl}`,
    '  To use real books, set XERO_CLIENT_ID (see .env.example).',
    '',
    `Ledgerkeep is ready: open ${url}`,
  ].join('\n')
}
