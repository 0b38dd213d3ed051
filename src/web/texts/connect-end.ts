import type { DisconnectView } from '../../app/app-life.ts'
import { counted, formatBytes, formatCount } from '../figures.ts'

/** What is kept of an organisation, in one line: `2 backups, 3,021 files, 6.4 GB`. */
const held = ({ backups, files, bytes }: DisconnectView): string =>
  `${counted(backups, 'backup')} with ${counted(files, 'file')}, ${formatBytes(bytes)}`

/** The page that asks before an organisation is disconnected, or what is kept of it is deleted. */
export const DISCONNECT = {
  title: (organisation: string): string => `Disconnect ${organisation}`,
  deleteTitle: (organisation: string): string => `Keep or delete what we hold of ${organisation}`,
  lead: 'Choose what becomes of the backups. Our access to Xero ends with each choice, at once.',
  restTitle: (organisation: string): string => `Delete what we hold of ${organisation}`,
  restLead:
    'It is disconnected already, and no backup of it is kept. Choose what becomes of the rest.',
  restLegend: 'What shall we do with the rest?',
  restKeep: 'Leave it as it is',
  deleteLead: 'It is disconnected already. Choose what becomes of the backups.',
  legend: 'What shall we do with the backups?',
  underWayTitle: 'A backup is under way',
  underWay: (done: number, total: number): string =>
    `${formatCount(done)} of ${formatCount(total)} files are kept so far. Keeping pauses it: it goes on when you connect this organisation again, before the day that is named below. Deleting ends it for good.`,
  keep: 'Keep my backups',
  keepThen: 'Then their files are deleted. A letter tells you before, and another one after.',
  keepEach: 'Each backup is kept until a day of its own:',
  begun: 'begun',
  keptUntil: 'kept until',
  restsUntil: 'not finished, paused and kept until',
  keepNone: 'There is no backup to keep.',
  keepRest: 'What was scanned stays until its time is over.',
  keepDownload: 'You can download them until then, without Xero.',
  files: 'Delete the files, keep my paid record',
  filesGoes: (view: DisconnectView): string =>
    view.backups > 0
      ? `Deleted now: ${held(view)}, and what was scanned. This cannot be undone.`
      : 'Deleted now: what was scanned. There is no backup. This cannot be undone.',
  filesStays:
    'Kept: your orders and invoices, and which files you have paid for, so that they are not charged again.',
  all: 'Delete everything',
  allGoes: (view: DisconnectView): string =>
    `Deleted now: ${view.backups > 0 ? `${held(view)}, ` : ''}what was scanned, the invoice details, the letters and the organisation’s name. This cannot be undone.`,
  allPaid: (orders: number): string =>
    `Also the record of ${counted(orders, 'paid order')}: the same files would be charged again.`,
  allStays:
    'Kept: amounts, dates and countries of payments, as tax law asks of us. Stripe keeps its own invoice.',
  last: 'It is your last connected organisation, so our stored key to your Xero login is deleted too.',
  mail: 'We confirm your choice by email.',
  confirm: 'Disconnect',
  deleteConfirm: 'Do this',
  back: 'Keep it connected',
  deleteBack: 'Leave it as it is',
  missing: 'Choose one of the three. Nothing was changed.',
} as const
