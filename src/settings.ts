import { DEFAULT_SCOPES } from './core/catalogue/index.ts'

/** One setting of an installation, as the environment names it. */
export interface Setting {
  readonly name: string
  /** What it does, for `.env.example` and the page of settings. */
  readonly about: string
  /** Used when it is not set; null where it then stays off. */
  readonly standard: string | null
  readonly group: string
}

const setting = <Name extends string>(
  group: string,
  name: Name,
  standard: string | null,
  about: string,
): Setting & { readonly name: Name } => ({ group, name, standard, about })

/** Every setting there is. `.env.example` and the settings page are made from this table. */
export const SETTINGS = [
  setting(
    'Server',
    'LEDGERKEEP_DATA',
    './data',
    'The one folder that holds everything: database, files, keys.',
  ),
  setting('Server', 'LEDGERKEEP_HOST', 'localhost', 'The address to listen on; 0.0.0.0 for all.'),
  setting(
    'Server',
    'LEDGERKEEP_PORT',
    '8800',
    'The port to listen on, 1 to 65535; 0 takes any free one.',
  ),
  setting(
    'Server',
    'LEDGERKEEP_URL',
    null,
    'How browsers reach the site, without a slash at the end. Standard: http://localhost and the port. Use https:// for anything but this machine.',
  ),
  setting('Server', 'LEDGERKEEP_LOG', 'info', 'How much is logged: info, warn, error or silent.'),
  setting(
    'Server',
    'LEDGERKEEP_KEYS',
    null,
    'Keys that seal stored tokens, as id:base64 of 32 bytes, the newest first, separated by commas. Standard: a key file made in the data folder.',
  ),
  setting(
    'Server',
    'LEDGERKEEP_DATABASE_URL',
    null,
    'A PostgreSQL database (15 or newer), as postgres://user:password@host/name. Standard: SQLite in the data folder.',
  ),
  setting(
    'Xero',
    'XERO_CLIENT_ID',
    null,
    'Client id of your app at developer.xero.com. Without it Ledgerkeep runs as a demonstration.',
  ),
  setting(
    'Xero',
    'XERO_CLIENT_SECRET',
    null,
    'The app’s secret. Leave it out for an app of the type "mobile or desktop" (PKCE), which has none.',
  ),
  setting(
    'Xero',
    'XERO_SCOPES',
    DEFAULT_SCOPES.join(' '),
    'The permissions asked for, all read-only. Asking for one that the app was not given makes every login fail.',
  ),
  setting(
    'Xero',
    'XERO_DAY_LIMIT',
    '5000',
    'Calls a day that Xero allows for each organisation: 1000 on the Starter tier, 5000 above.',
  ),
  setting('Xero', 'XERO_DAY_RESERVE', '0', 'Calls of each day to leave unused.'),
  setting(
    'Payment',
    'STRIPE_SECRET_KEY',
    null,
    'Secret key of Stripe. Without it nobody pays: right for your own books.',
  ),
  setting(
    'Payment',
    'STRIPE_WEBHOOK_SECRETS',
    null,
    'Signing secrets of the webhook at /stripe/webhook, separated by commas. Without one, payments are noticed by asking Stripe each minute.',
  ),
  setting(
    'Payment',
    'STRIPE_ACCOUNT_TAX_IDS',
    null,
    'Ids of your own VAT numbers at Stripe (txi_...), separated by commas; printed on every invoice.',
  ),
  setting(
    'Payment',
    'PRICE_CURRENCY',
    'GBP',
    'The currency that is sold in; it needs a price list (src/core/price-list.ts).',
  ),
  setting(
    'Payment',
    'VAT_MODE',
    'fixed',
    'Who decides about VAT: fixed (20 % for customers in the United Kingdom and the Isle of Man, none for others), or stripe_tax (Stripe Tax, with your registration in the United Kingdom).',
  ),
  setting(
    'Keeping',
    'KEEP_DAYS',
    null,
    'Days that a finished backup is kept when its owner chooses nothing else, 1 to 3650. It is announced a week before, then deleted. Standard: 30 where customers pay, and KEEP_DAYS_MOST where nobody does.',
  ),
  setting(
    'Keeping',
    'KEEP_DAYS_MOST',
    null,
    'The most days that an owner may choose, up to 3650. Standard: 365 where customers pay, 3650 (ten years) where nobody does.',
  ),
  setting(
    'Keeping',
    'IDLE_DAYS',
    '14',
    'Days without a visit, a login, a scan or a backup after which an organisation is disconnected at Xero, announced three days before; 0 for never.',
  ),
  setting(
    'Mail',
    'SMTP_URL',
    null,
    'The mail server, as smtp://user:password@host:587. Without it letters are kept as files in the data folder.',
  ),
  setting('Mail', 'MAIL_FROM', 'Ledgerkeep <ledgerkeep@localhost>', 'The sender of letters.'),
  setting(
    'Operator',
    'OPERATOR_NAME',
    'Ledgerkeep',
    'Who runs this installation, as pages and letters say it.',
  ),
  setting(
    'Operator',
    'OPERATOR_ADDRESS',
    '',
    'Postal address of the operator. Needed when customers pay.',
  ),
  setting('Operator', 'OPERATOR_EMAIL', 'ledgerkeep@localhost', 'Where customers write to.'),
  setting(
    'Operator',
    'OPERATOR_VAT_NUMBER',
    '',
    'VAT number of the operator, shown in the footer.',
  ),
  setting(
    'Operator',
    'OPERATOR_LOGINS',
    null,
    'Addresses of mail, separated by commas, that may log in at /admin by a link sent to them. Standard: nobody; in the demonstration operator@example.com.',
  ),
  setting(
    'Demonstration',
    'DEMO_WORLD',
    'demo',
    'Which books the simulator serves: tiny, demo, small, medium or large, or the path of a folder of recorded books.',
  ),
  setting(
    'Demonstration',
    'DEMO_SPEED',
    '6',
    'How many times faster than real time the demonstration runs, 1 to 2000.',
  ),
  setting(
    'Demonstration',
    'DEMO_XERO_PORT',
    '8801',
    'Port of the Xero simulator; 0 for any free one.',
  ),
  setting(
    'Demonstration',
    'DEMO_STRIPE_PORT',
    '8802',
    'Port of the Stripe simulator; 0 for any free one.',
  ),
] as const satisfies readonly Setting[]

export type SettingName = (typeof SETTINGS)[number]['name']

/** The text of `.env.example`. */
export function envExample(): string {
  const groups = [...new Set(SETTINGS.map((one) => one.group))]
  const parts = groups.map((group) => {
    const lines = SETTINGS.filter((one) => one.group === group).map(
      (one) => `# ${one.about}\n# ${one.name}=${one.standard ?? ''}\n`,
    )
    return `## ${group}\n\n${lines.join('\n')}`
  })
  return `# Settings of Ledgerkeep. Copy to .env and take the # from the lines you change.\n\n${parts.join('\n')}`
}
