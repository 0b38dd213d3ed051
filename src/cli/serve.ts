import type { Config } from '../config.ts'
import { EXIT } from './exit.ts'
import { start } from './start.ts'

/** Runs site and worker until a signal asks to stop. */
export async function serveVerb(config: Config, signal: AbortSignal): Promise<number> {
  const running = await start(config)
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
