import type { DeletionCause, DeletionScope } from '../../app/app-life.ts'
import type { ConnectionState, OrderState } from '../../core/flow.ts'
import { counted } from '../figures.ts'

export const ACCOUNT = {
  title: 'Account',
  lead: (name: string, email: string): string =>
    `Signed in as ${name ? `${name}, ` : ''}${email}. Both come from your Xero login.`,
  since: 'With us since',
  organisations: 'Organisations',
  noOrganisations: 'None is connected.',
  organisation: 'Organisation',
  state: 'State',
  kept: 'Kept here',
  states: {
    active: 'Connected',
    'needs reconnect': 'Needs to be connected again',
    disconnected: 'Disconnected',
  } as const satisfies Readonly<Record<ConnectionState, string>>,
  choose: 'Disconnect or delete',
  chooseGone: 'Keep or delete',
  chooseLeft: 'Delete what is left',
  chooseTitle: 'What you can do',
  orders: 'Orders and invoices',
  noOrders: 'No order yet.',
  order: 'Order',
  total: 'Total',
  invoice: 'Invoice',
  openInvoice: 'Open the invoice',
  noInvoice: 'None',
  erasedName: 'Deleted organisation',
  orderStates: {
    unpaid: 'Not paid',
    paid: 'Paid',
    held: 'Being checked',
    cancelled: 'Cancelled',
    refunded: 'Paid back',
  } as const satisfies Readonly<Record<OrderState, string>>,
  keeping: 'How long backups are kept',
  days: 'Days after a backup has ended',
  daysHint: (most: number, warning: string): string =>
    `From 1 to ${most}. For backups that end from now on; each can be changed on its own page. ${warning}`,
  saveDays: 'Save',
  wrongDays: (most: number): string => `Enter a whole number from 1 to ${most}.`,
  idle: (days: number): string =>
    `An organisation that nobody looks at, and for which nothing runs, is disconnected after ${counted(days, 'day')}. We write to you before.`,
  sessions: 'Where you are signed in',
  session: 'Signed in',
  sessionEnds: 'Ends',
  thisBrowser: 'This browser',
  otherBrowser: 'Another browser',
  signOutOthers: 'Sign out everywhere else',
  onlyHere: 'Nowhere else.',
  receipts: 'Deletions',
  receiptsText: 'What was deleted, with its receipt.',
  erase: 'Delete my account',
  eraseText:
    'Takes everything with it: connections, backups, orders’ details, your name and address.',
  eraseTitle: 'Delete your account',
  eraseHappens: 'What happens',
  erasePoints: [
    'Every organisation is disconnected from Xero, at once.',
    'A backup under way is stopped. All backups and their files are deleted.',
    'Your name, your address and all invoice details are deleted. Only amounts, dates and countries of payments stay, as tax law asks of us. Stripe keeps its own invoices.',
    'You are signed out everywhere. A last letter brings you the receipt.',
    'None of this can be undone.',
  ],
  eraseConfirm: 'Delete everything of mine',
  eraseBack: 'Keep my account',
} as const

const SCOPES: Readonly<Record<DeletionScope, string>> = {
  backup: 'A backup and its files',
  files: 'All files of an organisation; its paid record stays',
  everything: 'Everything of an organisation',
  account: 'Your whole account',
}

const CAUSES: Readonly<Record<DeletionCause, string>> = {
  asked: 'You asked for it',
  'kept until': 'Its time was over',
  'paid back': 'Its payment was paid back',
}

export const RECEIPT = {
  title: 'Receipt of a deletion',
  lead: 'It holds nothing of what was deleted. Print it, or keep the letter that we send you.',
  number: 'Receipt',
  what: 'What was deleted',
  why: 'Why',
  asked: 'Began',
  finished: 'Finished',
  going:
    'Still going on. Nothing of it can be opened any more; the figures stand here when it is done.',
  goingLetter:
    'Still going on. Nothing of it can be opened any more; the letter brings the figures.',
  goingShort: 'Still going on',
  backups: 'Backups',
  files: 'Files',
  bytes: 'Size',
  records: 'Records of the database',
  scope: (scope: DeletionScope): string => SCOPES[scope],
  cause: (cause: DeletionCause): string => CAUSES[cause],
  toAccount: 'Go to your account',
  toHome: 'Go to the first page',
} as const
