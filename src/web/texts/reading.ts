import type { Section } from '../ui/sections.tsx'

/** A page of reading. */
export interface Article {
  readonly title: string
  readonly lead: string
  readonly sections: readonly Section[]
}

export const SECURITY: Article = {
  title: 'Security',
  lead: 'What we may do, what we keep, and who can reach it.',
  sections: [
    {
      heading: 'Reading only',
      paragraphs: [
        'Every permission that we ask Xero for ends in “read”, besides those that tell us who you are. Xero shows the list before you agree, and you can take it back there or here at any time.',
      ],
    },
    {
      heading: 'Keys',
      paragraphs: [
        'Your password stays with Xero. The keys that Xero gives us are stored encrypted (AES-256-GCM) and never written to a log. A login can be finished only by the browser that began it, once, within 15 minutes.',
      ],
    },
    {
      heading: 'Your session',
      paragraphs: [
        'One cookie that scripts cannot read keeps you signed in. Only a fingerprint of it is stored here. Log out and it is void.',
        'What belongs to somebody else cannot be opened with a guessed address: it looks as if it did not exist.',
      ],
    },
    {
      heading: 'This site',
      paragraphs: [
        'Pages load nothing from other servers: no fonts, no statistics, no advertising. A strict content policy keeps foreign scripts out.',
      ],
    },
    {
      heading: 'Cards',
      paragraphs: ['You pay on a page of Stripe. Card numbers never reach us.'],
    },
  ],
}

export const COOKIES_TEXT = {
  title: 'Cookies',
  lead: 'Only strictly necessary cookies: those that the site cannot work without. There is nothing to switch off, and no other storage is used.',
  name: 'Cookie',
  purpose: 'What it is for',
  life: 'How long it lives',
  purposes: {
    session: 'Keeps you signed in after the login at Xero.',
    login: 'Ties a login at Xero to this browser, so that nobody else can finish it.',
    consent: 'Remembers that you accepted these cookies.',
    zone: 'Your time zone, so that times are told in it. Set once the cookies are accepted.',
    operator: 'Keeps those who run this site signed in. Nobody else gets it.',
  },
  note: 'All are set by this site alone and are not sent along by other sites’ forms. Scripts cannot read them, besides the one with the time zone, which the page’s own script writes.',
} as const

export const TERMS_TEXT = {
  title: 'Terms',
  version: (version: string): string => `Version ${version}.`,
} as const

export const CATALOGUE_TEXT = {
  title: 'What is backed up',
  lead: 'Every file attached to a document or kept in the library, every list that Xero opens to a reading app, and the reports of each year.',
  filesTitle: 'Files',
  filesText:
    'PDFs, photographs, spreadsheets, messages: whatever is attached to one of these, byte for byte.',
  sheetsTitle: 'The workbook',
  sheetsText: 'A sheet for each list, and one for the lines inside its documents.',
  sheet: 'Sheet',
  lines: 'With its lines',
  columns: 'Columns',
  tickedTitle: 'Only when you tick it',
  tickedText:
    'History and notes, and the PDFs that Xero draws of sales documents: each costs Xero a call, so they come along only when you tick them.',
  notAsked: 'What this installation does not ask Xero for',
  notAskedText:
    'Xero opens journals, receipts and expense claims to some apps only; assets, projects and payroll are parts of their own. Whoever runs an installation decides whether it asks for them.',
  excludedTitle: 'What is not',
  excludedText: 'Left out on purpose, with the reason:',
  excluded: [
    'Payment services: Xero lets no app read them that may not also change them.',
    'Web addresses of online invoices: they live only as long as Xero does.',
  ],
} as const

export const PRICING_TEXT = {
  title: 'Pricing',
  lead: 'One price for one backup, by the number of attachments. No subscription.',
  bands: 'Price list',
  from: 'Attachments',
  eachPence: (pence: number): string => `${pence}p each`,
  eachOf: (amount: string): string => `${amount} each`,
  first: (last: string): string => `The first ${last}`,
  next: (first: string, last: string): string => `${first} to ${last}`,
  rest: (first: string): string => `From ${first}`,
  minimum: (amount: string): string => `At least ${amount}: also the price of the workbook alone.`,
  cap: (amount: string): string => `Never more than ${amount}.`,
  vat: 'Prices are net. Customers in the United Kingdom and the Isle of Man pay 20 % VAT on top.',
  calculator: 'Work out a price',
  files: 'Number of attachments',
  filesHint: 'A scan tells it exactly, free of charge.',
  show: 'Show the price',
  wrong: 'Enter a whole number from 0 to 10,000,000.',
  start: 'Scan for an exact price',
} as const
