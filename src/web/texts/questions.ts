import type { KeepingRules } from '../../app/app-life.ts'
import { counted } from '../figures.ts'
import type { Section } from '../ui/sections.tsx'
import { daysInWords, warningWords } from './days.ts'
import type { Article } from './reading.ts'

const one = (heading: string, ...paragraphs: readonly string[]): Section => ({
  heading,
  paragraphs,
})

/** Short answers; those about money fall away where nothing is paid. */
export const questions = (paid: boolean, rules: KeepingRules): Article => ({
  title: 'Questions',
  lead: 'Short answers to what people ask first.',
  sections: [
    one(
      'Can you change anything in my books?',
      'No. The permissions we ask Xero for are for reading only.',
    ),
    one(
      'Are the files changed?',
      'No. Each file is kept byte for byte as Xero gives it, with a checksum in the workbook. Only its name is made safe for every computer; the original name stands in the workbook.',
    ),
    one(
      'Why does it take so long?',
      'Xero allows 60 calls a minute and, for most apps, 5,000 a day for each organisation, and each file takes a call, as does each document that has files. 20,000 files take about a week, whoever does it. You need not stay.',
    ),
    one(
      'Can I repeat a backup, for example each quarter?',
      'Yes. Scan again, choose the quarter beside the dates, and back up. Only documents that have changed are asked for anew, and files that we still keep for you are not fetched again, so the second time is much faster.',
      ...(paid
        ? ['What you have paid for once is not charged again: only new files are in the price.']
        : []),
    ),
    one(
      'Can I add types later?',
      'Yes. Open the filters of the same scan again, or scan anew, and choose the further types. You get a new archive with everything you chose.',
      ...(paid ? ['Files from an earlier order are in it free of charge.'] : []),
    ),
    one(
      'Do I get the PDFs of my invoices?',
      'Files that you attached always come along. The PDFs that Xero draws of sales invoices, quotes, credit notes and purchase orders do when you tick them in the filters. Each costs Xero a call, so the page shows how much longer it takes.',
    ),
    one(
      'Where do expense claims go?',
      'Receipts of the old expense claims come as a type of their own, where Xero lets the app read them. Claims that were approved in the newer Xero Expenses become bills or spend-money transactions in the books, and their receipts are among the files of those.',
    ),
    one(
      'How do I look at the files?',
      'Unpack the ZIP and open “Accounting data.xlsx”. Its sheet “Attachments” has a row for each file with its document, date and contact, and a link that opens it. Or walk through the folders: by type, year and month.',
    ),
    one(
      'Which Excel do I need?',
      'Any since 2007, or LibreOffice, Numbers and Google Sheets as far as they open large workbooks. Every sheet is there as CSV as well.',
    ),
    one(
      'What is an exception?',
      'Something that was wanted and could not be obtained: a file that Xero no longer has, a list your login may not see. It stands in the sheet “Exceptions” with its reason. One bad file never stops the rest, and “Retry what failed” fetches only these again.',
    ),
    one(
      'What happens if my computer or your server stops?',
      'The backup runs on the server, not in your browser. After a stop there it goes on at the last file that was kept. No file is charged or fetched twice because of it.',
    ),
    ...(paid ? PAYING : []),
    one(
      'How long do you keep my backup, and how is it deleted?',
      `${daysInWords(rules.standardDays)} from its end, unless you choose another time, up to ${daysInWords(rules.mostDays)}. ${warningWords(rules)} When it is gone, you get a receipt. You can delete it at any time on its page.`,
    ),
    one(
      'What happens when I disconnect?',
      'Our access to Xero ends at once. You choose what becomes of the backups: keep them until their date, delete the files and keep your paid record, or delete everything. Each choice says exactly what it does, and we confirm it by email.',
      ...(rules.idleDays > 0
        ? [
            `An organisation that nobody has used for ${counted(rules.idleDays, 'day')} is disconnected by itself. We write to you before. Its backups stay until their date.`,
          ]
        : []),
    ),
    one(
      'Can I put the backup back into Xero?',
      'No. It is for keeping, reading and handing over: the workbook opens in Excel or LibreOffice, the files in whatever they were made for.',
    ),
    one(
      'Can I have several businesses?',
      'Yes. Choose “Connect Another Business” on Status. Each has its own scan, price and backup.',
    ),
  ],
})

const PAYING: readonly Section[] = [
  one(
    'Where is my invoice?',
    'Stripe makes it when you pay and mails it to the address in the invoice details. You find all of them on your Account page.',
  ),
  one(
    'What if something is missing that I paid for?',
    'It stands in the archive by name with its reason. Retrying is free of charge. If an archive is unusable through our fault, we make it again or pay back its price.',
  ),
]
