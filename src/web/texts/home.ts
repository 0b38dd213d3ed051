export const HOME = {
  title: 'Back up your Xero books',
  heading: 'Your Xero books, kept for good.',
  lead: 'Every attached file as it is, and your complete accounting data as an Excel workbook, in one ZIP that is yours.',
  start: 'Back up a business',
  how: 'How it works',
  promise: (paid: boolean): string =>
    paid
      ? 'Scanning is free. You see the price before you pay.'
      : 'Free of charge on this installation.',
  pictureTitle: 'What you get',
  treeCaption: 'The archive, as it unpacks',
  sheetCaption: 'The workbook, sheet “Invoices”',
  pictureText: 'This is a real archive, of made-up books. Download it and look into every file.',
  pictureLink: 'The example archive',
  reasonsTitle: 'Made like an archive, not like an export',
  reasons: [
    {
      title: 'Originals',
      text: 'Files byte for byte, each with its checksum. Names that open on every computer; the original names stand in the workbook.',
    },
    {
      title: 'Complete',
      text: 'A sheet for every list in Xero’s accounting: invoices with their lines, bank, journals, contacts, settings.',
    },
    {
      title: 'Honest',
      text: 'What Xero would not give is listed with the reason. Nothing is left out in silence.',
    },
    {
      title: 'Patient',
      text: 'Xero limits how fast anyone may read. The backup keeps to it for hours or days, survives every stop, and writes to you when it is done.',
    },
  ],
  priceTitle: 'What it costs',
  priceText: (workbook: string, thousand: string, cap: string): string =>
    `${workbook} for the workbook and your first few hundred files, ${thousand} for 1,000 files, never more than ${cap}, net. One payment, no subscription.`,
  priceLink: 'Pricing and calculator',
  safetyTitle: 'Safe by what it cannot do',
  safetyText:
    'We ask Xero for permission to read, never to write. Your password stays with Xero. This site loads nothing from anywhere else.',
  safetyLink: 'Security',
} as const
