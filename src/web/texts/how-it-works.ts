/** One of the steps, with what its picture shows. */
export interface Step {
  /** `01`: also the name of its picture. */
  readonly number: string
  readonly title: string
  readonly text: string
  /** The picture in words. */
  readonly shows: string
}

export const HOW_IT_WORKS = {
  title: 'How it works',
  lead: (paid: boolean): string =>
    `${paid ? 'Eleven' : 'Nine'} small steps. You do the first ${paid ? 'nine' : 'seven'} in a few minutes; the rest runs by itself while you do something else.`,
  picture: 'Picture',
  example: 'See an example archive',
  start: 'Back up a business',
} as const

const step = (number: string, title: string, text: string, shows: string): Step => ({
  number,
  title,
  text,
  shows,
})

/** The eleven steps; where nothing is paid, the two of paying are none, and two are another. */
export const steps = (paid: boolean): readonly Step[] => [
  step(
    '01',
    'Choose Backup',
    'It is the first word of the menu, on every page.',
    'The first page of this site.',
  ),
  step(
    '02',
    'Accept the cookies',
    'Only the ones the site cannot work without. You are asked once.',
    'The list of cookies, each with its purpose and its life.',
  ),
  step(
    '03',
    'Log in to Xero',
    'On Xero’s own page, where you also choose the organisation. There is no sign-up here, and we never see your password. We ask for no permission to write, so nothing in your books can change.',
    'The page before the login, with what we may do and what not.',
  ),
  step(
    '04',
    'Scan to Quote',
    'One button on Status. The scan reads your lists and counts the files. It is free of charge.',
    'Status with one organisation and its button Scan to Quote.',
  ),
  step(
    '05',
    'Wait for the scan, or leave',
    'It takes minutes for most books. Close the page if you like: we email you when it is done.',
    'Status while files are counted.',
  ),
  step(
    '06',
    'Choose what to back up',
    paid
      ? 'All files or only some: by type of document, by year, by quarter, between two dates. The number of files, the time and the price follow every change. No files at all is fine too: then you get the workbook alone.'
      : 'All files or only some: by type of document, by year, by quarter, between two dates. The number of files and the time follow every change. No files at all is fine too: then you get the workbook alone.',
    'The filters with types, dates, a chart and the price.',
  ),
  paid
    ? step(
        '07',
        'Accept the terms and buy',
        'The terms open in place. The price you saw is the price you pay, and it holds for 24 hours.',
        'The terms, the box that accepts them, and the button Buy.',
      )
    : step(
        '07',
        'Accept the terms and start',
        'The terms open in place. Nothing is paid on this installation.',
        'The terms, the box that accepts them, and the button.',
      ),
  ...(paid ? PAYING : []),
  step(
    '10',
    'Let it run',
    'Xero limits how fast anyone may read: 60 calls a minute and, for most apps, 5,000 a day for each organisation. Large books take days. We keep to the limits, show when it will be done, and go on by ourselves after every pause. You can switch off your computer, and pause or cancel whenever you want.',
    'A backup under way: files, bytes, and when it will be done.',
  ),
  step(
    '11',
    'Download',
    'A letter tells you that it is ready. One ZIP, in parts if you like; a download that breaks off can be taken up again. What Xero would not give stands in it by name, with the reason.',
    'A finished backup with its button Download.',
  ),
]

const PAYING: readonly Step[] = [
  step(
    '08',
    'Give the details for the invoice',
    'A name and an address. Customers in the United Kingdom and the Isle of Man pay 20 % VAT; you see the sum before you go on.',
    'The form for the invoice, with net, VAT and total.',
  ),
  step(
    '09',
    'Pay with Stripe',
    'On Stripe’s page. We never see your card. Going back charges nothing.',
    'The payment page.',
  ),
]
