import type { Config } from '../config.ts'

/** What an installation that sells still lacks, a line each; none where nobody pays. */
export function sellingGaps(config: Config): readonly string[] {
  const { stripe, xero, operator } = config
  if (!stripe || !xero) return []
  const live = stripe.secretKey.includes('_live_')
  const isHttps = config.url?.startsWith('https://') ?? false
  const gaps: readonly (readonly [missing: boolean, line: string])[] = [
    [
      !live,
      'STRIPE_SECRET_KEY is a key of test mode: payments look real and no money moves. Try with a data folder of its own.',
    ],
    [
      live && !isHttps,
      'LEDGERKEEP_URL is not an https address: customers come back to it from the payment page.',
    ],
    [
      config.operatorLogins.length === 0,
      'OPERATOR_LOGINS is empty: nobody can release or pay back an order that is held.',
    ],
    [
      config.smtpUrl === null,
      'SMTP_URL is not set: letters go into the outbox folder and reach neither customers nor you.',
    ],
    [
      config.accountTaxIds.length === 0,
      'STRIPE_ACCOUNT_TAX_IDS is not set: invoices with VAT lack your VAT number.',
    ],
    [
      operator.vatNumber === '',
      'OPERATOR_VAT_NUMBER is not set: the footer does not show your VAT number.',
    ],
    [
      operator.email.endsWith('@localhost'),
      'OPERATOR_EMAIL is not set: customers have no address to write to.',
    ],
    [
      stripe.webhookSecrets.length === 0,
      'STRIPE_WEBHOOK_SECRETS is not set: payments are noticed within a minute; refunds and disputes made at Stripe only each night.',
    ],
  ]
  return gaps.filter(([missing]) => missing).map(([, line]) => line)
}
