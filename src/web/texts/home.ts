/** A line of the drawn archive: how deep it stands, and whether it is a folder. */
export interface TreeLine {
  readonly depth: number
  readonly name: string
  readonly kind: 'folder' | 'file' | 'more'
}

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
  archiveName: 'Ledgerkeep - Demo Company (UK) - 2026-11-24.zip',
  treeCaption: 'The archive, as it unpacks',
  sheetCaption: 'The workbook, sheet “Invoices”',
  tree: [
    { depth: 0, name: 'README.txt', kind: 'file' },
    { depth: 0, name: 'manifest-sha256.txt', kind: 'file' },
    { depth: 0, name: 'data', kind: 'folder' },
    { depth: 1, name: 'Accounting data.xlsx', kind: 'file' },
    { depth: 1, name: 'Attachments', kind: 'folder' },
    { depth: 2, name: 'Bills', kind: 'folder' },
    { depth: 3, name: '2026', kind: 'folder' },
    { depth: 4, name: '11', kind: 'folder' },
    { depth: 5, name: '2026-11-03 Net Connect INV-7719 scan.pdf', kind: 'file' },
    { depth: 5, name: '2026-11-12 Capital Cab Co 0412 receipt.jpg', kind: 'file' },
    { depth: 2, name: 'Sales invoices', kind: 'folder' },
    { depth: 3, name: '2026', kind: 'folder' },
    { depth: 4, name: '11', kind: 'folder' },
    { depth: 5, name: '2026-11-10 City Limousines INV-0042 order.eml', kind: 'file' },
    { depth: 2, name: 'Contacts', kind: 'folder' },
    { depth: 2, name: 'and eleven more types', kind: 'more' },
  ] as readonly TreeLine[],
  sheetHead: ['Invoice number', 'Contact name', 'Date', 'Total', 'Files'],
  sheetRows: [
    ['INV-0040', 'Ridgeway University', '2026-11-02', '6,187.50', '1'],
    ['INV-7719', 'Net Connect', '2026-11-03', '54.13', '1'],
    ['INV-0041', 'Boom FM', '2026-11-05', '541.25', '0'],
    ['INV-0042', 'City Limousines', '2026-11-10', '250.00', '2'],
    ['0412', 'Capital Cab Co', '2026-11-12', '24.20', '1'],
    ['INV-0043', 'Bayside Club', '2026-11-16', '234.00', '0'],
    ['945-OCON', 'PowerDirect', '2026-11-17', '129.89', '1'],
    ['INV-0044', 'Young Bros Transport', '2026-11-18', '125.03', '0'],
    ['SM0195', 'SMART Agency', '2026-11-19', '4,500.00', '3'],
    ['INV-0045', 'Rex Media Group', '2026-11-20', '550.00', '1'],
  ] as readonly (readonly string[])[],
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
