import { counted } from '../figures.ts'

export const STATUS = {
  title: 'Status',
  lead: (email: string): string =>
    `Signed in as ${email}. We write to this address when something is ready.`,
  another: 'Connect Another Business',
  emptyTitle: 'No business is connected yet',
  emptyText: 'Connect one to count its files and get a price. Nothing is charged by that.',
  connectAgain: 'Connect again',
  needsConnecting:
    'Xero no longer lets us read this organisation. What was kept is safe. Connect it again to go on.',
  disconnected: 'This organisation is disconnected. Each backup stays here until its date.',
  disconnectedEmpty: 'This organisation is disconnected, and no backup of it is kept here.',
  scan: 'Scan to Quote',
  scanFirst: (paid: boolean): string =>
    paid
      ? 'A scan counts your documents and files, so that you get an exact price. It is free of charge.'
      : 'A scan counts your documents and files, so that you can choose what to keep.',
  disconnect: 'Disconnect',
  keepOrDelete: 'Keep or delete',
  deleteRest: 'Delete what is left',
  idle: 'Nobody has used this organisation for a while, so it was to be disconnected on',
  idleStays: 'Your visit has just put that off.',
  older: (count: number): string => `${counted(count, 'older backup')}`,
  next: 'What now',
  willEmail: (email: string): string => `We will email you at ${email}. You can close this page.`,
  scanPending: 'The scan starts in a moment.',
  scanLists: (done: number, total: number): string => `${done} of ${total} lists read`,
  scanning: (documents: number, files: number): string =>
    `${counted(documents, 'document')} and ${counted(files, 'file')} found so far`,
  scanProgress: 'Scan',
  scanDone: (files: number, withFiles: number): string =>
    `${counted(files, 'file')} on ${counted(withFiles, 'document')}`,
  scanRead: (documents: number, records: number): string =>
    `${counted(documents, 'document')} read, ${counted(records, 'record')} in all.`,
  scanDoneAt: 'Scanned',
  scanInexact:
    'Xero would not tell every document’s number of files, so the count may be a little off.',
  scanExceptions: (count: number): string => `${counted(count, 'list')} could not be read`,
  choose: 'Choose what to back up',
  scanFailed: 'Start the scan again. If it stops again, write to us.',
  orderOpen: 'Your choice is kept. The backup starts when the payment has arrived.',
  orderHeld: 'Your payment arrived and a person is checking it. We will email you.',
  orderFunds: 'The backup starts by itself when your bank has paid.',
  orderLink: 'Continue to payment',
  orderView: 'See the order',
  backups: 'Backups',
  backupLink: 'See the backup',
  details: 'Details',
  download: 'Download',
} as const
