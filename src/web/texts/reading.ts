import type { Section } from '../ui/sections.tsx'

/** A page of reading. */
export interface Article {
  readonly title: string
  readonly lead: string
  readonly sections: readonly Section[]
}

export const howItWorks = (paid: boolean): Article => ({
  title: 'How it works',
  lead: 'Connect, scan, choose, wait, download. You do five things; the rest runs by itself.',
  sections: [
    {
      heading: '1. Connect',
      paragraphs: [
        'You log in on Xero’s own page and choose an organisation. Xero gives us a key that can read it. We ask for no permission to write, so nothing in your books can change.',
      ],
    },
    {
      heading: '2. Scan to quote',
      paragraphs: [
        'We read the lists of your documents and count the files attached to them. You see the count on Status as it grows, and we email you when it is done.',
      ],
    },
    {
      heading: '3. Choose what to back up',
      paragraphs: [
        'All files, or only some: by type of document, by year, by quarter, between two dates. The number of files and the time it will take follow every change. Choosing no files at all is fine: then you get the workbook alone.',
        ...(paid
          ? ['The price follows too. You see it before you order, and it holds for 24 hours.']
          : []),
      ],
    },
    {
      heading: '4. Wait',
      paragraphs: [
        'Xero limits how fast anyone may read: 60 calls a minute and, for most apps, 5,000 a day for each organisation. Each file takes one call, so large books take days. We keep to the limits, show when it will be done, and go on by ourselves after every pause.',
        'You can close the page and switch off the computer.',
      ],
    },
    {
      heading: '5. Download',
      paragraphs: [
        'One ZIP. It can be interrupted and taken up again, even when it is very large. What Xero would not give stands in it by name, with the reason: nothing is left out in silence.',
      ],
    },
  ],
})

export const QUESTIONS: Article = {
  title: 'Questions',
  lead: 'Short answers to what people ask first.',
  sections: [
    {
      heading: 'Can you change anything in my books?',
      paragraphs: ['No. The permissions we ask Xero for are for reading only.'],
    },
    {
      heading: 'Are the files changed?',
      paragraphs: [
        'No. Each file is kept byte for byte as Xero gives it, with a checksum in the workbook. Only its name is made safe for every computer; the original name stands in the workbook.',
      ],
    },
    {
      heading: 'Why does it take so long?',
      paragraphs: [
        'Xero allows 60 calls a minute and, for most apps, 5,000 a day for each organisation, and each file takes a call, as does each document that has files. 20,000 files take about a week, whoever does it. You need not stay.',
      ],
    },
    {
      heading: 'What happens if my computer or your server stops?',
      paragraphs: [
        'The backup runs on the server, not in your browser. After a stop there it goes on at the last file that was kept. No file is charged or fetched twice because of it.',
      ],
    },
    {
      heading: 'Can I put the backup back into Xero?',
      paragraphs: [
        'No. It is for keeping, reading and handing over: the workbook opens in Excel or LibreOffice, the files in whatever they were made for.',
      ],
    },
    {
      heading: 'Which Excel do I need?',
      paragraphs: [
        'Any since 2007, or LibreOffice, Numbers and Google Sheets as far as they open large workbooks.',
      ],
    },
    {
      heading: 'What is an exception?',
      paragraphs: [
        'Something that was wanted and could not be obtained: a file that Xero no longer has, a list your login may not see. It stands in the sheet “Exceptions” with its reason. One bad file never stops the rest.',
      ],
    },
    {
      heading: 'Can I have several businesses?',
      paragraphs: [
        'Yes. Choose “Connect Another Business” on Status. Each has its own scan, price and backup.',
      ],
    },
  ],
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

export const PRIVACY: Article = {
  title: 'Privacy',
  lead: 'What we hold about you, why, and how you end it.',
  sections: [
    {
      heading: 'What we hold',
      paragraphs: [],
      points: [
        'Your name and email address, from your Xero login, to know you and to write to you.',
        'The name, country and currency of each organisation you connect.',
        'Its accounting data and files, for the backups that you ask for and as long as their archives are kept.',
        'Orders and invoice details, as tax law asks of us.',
        'A record of what was done and when, such as “connected” or “terms accepted”.',
      ],
    },
    {
      heading: 'Who else receives it',
      paragraphs: [
        'Stripe receives the invoice details, the organisation’s name, how many attachments are backed up, and what you enter on its page, to take the payment and to make the invoice. Xero learns that you use this service. Nobody else receives anything, and nothing is used for advertising.',
      ],
    },
    {
      heading: 'How you end it',
      paragraphs: [
        'Disconnect an organisation on Status, and our access to it ends at once. To have your data deleted, or to learn what we hold, write to the address at the foot of this page.',
      ],
    },
    {
      heading: 'Your rights',
      paragraphs: [
        'You may ask for access, correction, deletion and a copy, object to a use, and complain to your data protection authority.',
      ],
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
    operator: 'Keeps those who run this site signed in. Nobody else gets it.',
  },
  note: 'All are set by this site alone, cannot be read by scripts, and are not sent along by other sites’ forms.',
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
  granted: 'if Xero allows it',
  grantedText:
    'Xero opens journals, receipts and expense claims to some apps only; assets, projects and payroll are asked for where they are used.',
  excludedTitle: 'What is not',
  excludedText: 'Left out on purpose, with the reason:',
  excluded: [
    'History and notes, and the PDFs that Xero draws of sales documents: each costs Xero a call, so they come along only when you tick them.',
    'Payroll, projects and fixed assets: other parts of Xero, read only where this installation asks for their permission.',
    'Payment services: Xero lets no app read them that may not also change them.',
    'Web addresses of online invoices: they live only as long as Xero does.',
  ],
} as const

export const PRICING_TEXT = {
  title: 'Pricing',
  lead: 'One price for one backup, by the number of attachments. No subscription.',
  bands: 'Price list',
  from: 'Attachments',
  each: 'Each',
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
