import { existsSync } from 'node:fs'
import { z } from 'zod'
import { type LedgerkeepError, refuse } from './core/errors.ts'
import { WARN_DAYS } from './core/keeping.ts'
import type { TaxMode } from './core/order-vat.ts'
import { PRICE_LIST, type PriceList, priceListIn } from './core/price-list.ts'
import { SETTINGS, type SettingName } from './settings.ts'

/** What an installation was set to; checked once, at the start, and never changed. */
export interface Config {
  readonly dataFolder: string
  readonly host: string
  readonly port: number
  /** Null: worked out from the port that is listened on. */
  readonly url: string | null
  readonly logLevel: 'info' | 'warn' | 'error' | 'silent'
  readonly keys: readonly { readonly id: string; readonly key: Uint8Array }[]
  readonly databaseUrl: string | null
  /** Null makes it a demonstration. */
  readonly xero: {
    readonly clientId: string
    readonly clientSecret: string | null
  } | null
  readonly scopes: readonly string[]
  readonly dayLimit: number
  readonly dayReserve: number
  readonly stripe: {
    readonly secretKey: string
    readonly webhookSecrets: readonly string[]
  } | null
  /** What is sold costs this. */
  readonly priceList: PriceList
  /** Ids at Stripe of our own VAT numbers. */
  readonly accountTaxIds: readonly string[]
  readonly vatMode: TaxMode
  readonly smtpUrl: string | null
  readonly mailFrom: string
  readonly operator: {
    readonly name: string
    readonly address: string
    readonly email: string
    readonly vatNumber: string
  }
  /** How long backups and idle connections are kept, in days. */
  readonly keeping: KeepingDays
  /** Who may log in at /admin; lower case. */
  readonly operatorLogins: readonly string[]
  readonly demo: {
    readonly world: string
    readonly speed: number
    readonly xeroPort: number
    readonly stripePort: number
  }
}

interface KeepingDays {
  readonly standardDays: number
  readonly mostDays: number
  readonly idleDays: number
  readonly warnDays: number
}

type Values = Readonly<Record<SettingName, string>>

const port = z.coerce.number().int().min(0).max(65_535)

const CHECKS = {
  LEDGERKEEP_PORT: port,
  LEDGERKEEP_URL: z.union([
    z.literal(''),
    z
      .url({ protocol: /^https?$/ })
      .refine(
        (url) => !url.endsWith('/') && URL.canParse(url) && new URL(url).pathname === '/',
        'has a path',
      ),
  ]),
  LEDGERKEEP_LOG: z.enum(['info', 'warn', 'error', 'silent']),
  LEDGERKEEP_DATABASE_URL: z.union([z.literal(''), z.string().regex(/^postgres(ql)?:\/\//)]),
  XERO_DAY_LIMIT: z.coerce.number().int().min(100).max(100_000),
  XERO_DAY_RESERVE: z.coerce.number().int().min(0).max(100_000),
  XERO_SCOPES: z.string().refine(readsOnly, 'lacks openid or offline_access, or may write'),
  MAIL_FROM: z.string().regex(/^([^<>@]+<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/),
  STRIPE_SECRET_KEY: z.union([z.literal(''), z.string().regex(/^[sr]k_(test|live)_/)]),
  STRIPE_ACCOUNT_TAX_IDS: z.string().regex(/^(txi_\w+(\s*,\s*txi_\w+)*)?$/),
  PRICE_CURRENCY: z
    .string()
    .refine((currency) => priceListIn(currency) !== null, 'has no price list'),
  VAT_MODE: z.enum(['fixed', 'stripe_tax']),
  KEEP_DAYS: z.coerce.number().int().min(1).max(3_650),
  KEEP_DAYS_MOST: z.coerce.number().int().min(1).max(3_650),
  IDLE_DAYS: z.coerce.number().int().min(0).max(3_650),
  OPERATOR_LOGINS: z.string().regex(/^([^\s@,]+@[^\s@,]+(\s*,\s*[^\s@,]+@[^\s@,]+)*)?$/),
  SMTP_URL: z.union([z.literal(''), z.string().regex(/^smtps?:\/\//)]),
  /** A name, or the path of a folder of recorded books. */
  DEMO_WORLD: z.union([
    z.enum(['tiny', 'demo', 'small', 'medium', 'large']),
    z.string().regex(/[\\/]/),
  ]),
  DEMO_SPEED: z.coerce.number().min(1).max(2_000),
  DEMO_XERO_PORT: port,
  DEMO_STRIPE_PORT: port,
} as const satisfies Partial<Record<SettingName, z.ZodType>>

/** Identity scopes and `.read` scopes only: Ledgerkeep never asks for leave to change anything. */
function readsOnly(text: string): boolean {
  const scopes = text.split(/\s+/)
  const identity = ['openid', 'profile', 'email', 'offline_access']
  return (
    scopes.includes('openid') &&
    scopes.includes('offline_access') &&
    scopes.every((scope) => identity.includes(scope) || scope.endsWith('.read'))
  )
}

/** Settings from the environment and a `.env` file in the working folder (the environment wins). */
export function readConfig(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env')
  return parseConfig(process.env)
}

/** Checks every setting; refuses the first wrong one by name, with what it should be. */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const values = withKeeping(
    Object.fromEntries(
      SETTINGS.map(({ name, standard }) => [name, environment[name]?.trim() || (standard ?? '')]),
    ) as Values,
  )
  for (const [name, check] of Object.entries(CHECKS)) {
    const result = check.safeParse(values[name as SettingName])
    if (!result.success) throw wrong(name, values[name as SettingName], about(name))
  }
  needTogether(values)
  return Object.freeze(configOf(values))
}

/** What is sold is kept for a while; what lies on one's own disk is kept. */
function withKeeping(values: Values): Values {
  const isSold = !values.XERO_CLIENT_ID || values.STRIPE_SECRET_KEY !== ''
  const most = values.KEEP_DAYS_MOST || (isSold ? '365' : '3650')
  return { ...values, KEEP_DAYS: values.KEEP_DAYS || (isSold ? '30' : most), KEEP_DAYS_MOST: most }
}

function configOf(values: Values): Config {
  const orNull = (name: SettingName): string | null => values[name] || null
  return {
    dataFolder: values.LEDGERKEEP_DATA,
    host: values.LEDGERKEEP_HOST,
    port: Number(values.LEDGERKEEP_PORT),
    url: orNull('LEDGERKEEP_URL'),
    logLevel: CHECKS.LEDGERKEEP_LOG.parse(values.LEDGERKEEP_LOG),
    keys: list(values.LEDGERKEEP_KEYS).map(sealingKey),
    databaseUrl: orNull('LEDGERKEEP_DATABASE_URL'),
    xero: values.XERO_CLIENT_ID
      ? { clientId: values.XERO_CLIENT_ID, clientSecret: orNull('XERO_CLIENT_SECRET') }
      : null,
    scopes: values.XERO_SCOPES.split(/\s+/),
    dayLimit: Number(values.XERO_DAY_LIMIT),
    dayReserve: Number(values.XERO_DAY_RESERVE),
    stripe: values.STRIPE_SECRET_KEY
      ? {
          secretKey: values.STRIPE_SECRET_KEY,
          webhookSecrets: list(values.STRIPE_WEBHOOK_SECRETS),
        }
      : null,
    priceList: priceListIn(values.PRICE_CURRENCY) ?? PRICE_LIST,
    accountTaxIds: list(values.STRIPE_ACCOUNT_TAX_IDS),
    vatMode: CHECKS.VAT_MODE.parse(values.VAT_MODE),
    smtpUrl: orNull('SMTP_URL'),
    mailFrom: values.MAIL_FROM,
    operator: {
      name: values.OPERATOR_NAME,
      address: values.OPERATOR_ADDRESS,
      email: values.OPERATOR_EMAIL,
      vatNumber: values.OPERATOR_VAT_NUMBER,
    },
    keeping: {
      standardDays: Number(values.KEEP_DAYS),
      mostDays: Number(values.KEEP_DAYS_MOST),
      idleDays: Number(values.IDLE_DAYS),
      warnDays: WARN_DAYS,
    },
    operatorLogins: list(values.OPERATOR_LOGINS || demonstrationLogin(values)).map((email) =>
      email.toLowerCase(),
    ),
    demo: {
      world: values.DEMO_WORLD,
      speed: Number(values.DEMO_SPEED),
      xeroPort: Number(values.DEMO_XERO_PORT),
      stripePort: Number(values.DEMO_STRIPE_PORT),
    },
  }
}

/** The pages of the operator can be looked at in a demonstration, too. */
const demonstrationLogin = (values: Values): string =>
  values.XERO_CLIENT_ID ? '' : 'operator@example.com'

const list = (text: string): readonly string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)

function sealingKey(text: string): { id: string; key: Uint8Array } {
  const [id = '', encoded = ''] = text.split(':')
  const key = Buffer.from(encoded, 'base64')
  if (/^[A-Za-z0-9]+$/.test(id) && key.length === 32) return { id, key }
  throw wrong('LEDGERKEEP_KEYS', '(hidden)', about('LEDGERKEEP_KEYS'))
}

function needTogether(values: Values): void {
  if (Number(values.XERO_DAY_RESERVE) >= Number(values.XERO_DAY_LIMIT)) {
    throw wrong('XERO_DAY_RESERVE', values.XERO_DAY_RESERVE, 'It must be less than XERO_DAY_LIMIT.')
  }
  if (Number(values.KEEP_DAYS) > Number(values.KEEP_DAYS_MOST)) {
    throw wrong('KEEP_DAYS', values.KEEP_DAYS, 'It must not be more than KEEP_DAYS_MOST.')
  }
  if (values.XERO_CLIENT_SECRET && !values.XERO_CLIENT_ID) {
    throw wrong('XERO_CLIENT_ID', '', 'XERO_CLIENT_SECRET is set, so the id is needed too.')
  }
  if (values.XERO_CLIENT_ID && values.STRIPE_SECRET_KEY && !values.OPERATOR_ADDRESS) {
    throw wrong('OPERATOR_ADDRESS', '', 'Customers who pay must be told the operator’s address.')
  }
}

const about = (name: string): string => SETTINGS.find((one) => one.name === name)?.about ?? ''

/** Names the setting and what it should be; a secret's value is never repeated. */
function wrong(name: string, value: string, hint: string): LedgerkeepError {
  const shown = /SECRET|KEY|SMTP|DATABASE/.test(name) ? '' : ` ("${value}")`
  return refuse(`The setting ${name}${shown} is not right.`, `It should be: ${hint}`, {
    field: name,
  })
}
