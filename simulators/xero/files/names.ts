import { choose, mix } from '../worlds/chance.ts'

/** Names that have broken other tools: separators, percent signs, many scripts, marks and length. */
export const AWKWARD_STEMS: readonly string[] = [
  'Invoice #1042',
  '100% refund',
  'Fish & Chips',
  'Smith, Jones and Sons',
  'scan [final]',
  "O'Brien's receipt",
  'a+b',
  'two  spaces',
  'Rechnung für Büromöbel',
  'Crème brûlée reçu',
  'Τιμολόγιο Αθήνα',
  'Счёт на оплату № 17',
  '发票 2024年3月',
  '領収書 東京',
  'فاتورة رقم ٥',
  'קבלה',
  'receipt 🎉🧾',
  '%2F%2e%2e',
  'CON',
  '.hidden',
  'trailing dot.',
  'semi;colon=1',
  'paper (copy) (2)',
  'e\u0301te\u0301 decomposed',
  'ﬁnancial ligature',
  'tilde~1',
  '$HOME `ls`',
  '한국어 영수증',
  'ใบเสร็จ',
  '=SUM(A1)',
  `very long name ${'with many words '.repeat(12)}end`,
]

const EXTENSIONS = {
  pdf: ['.pdf', '.pdf', '.pdf', '.PDF'],
  jpeg: ['.jpg', '.JPG', '.jpeg'],
  png: ['.png'],
  text: ['.txt'],
  csv: ['.csv'],
} as const

export type Format = keyof typeof EXTENSIONS

export const MIME_TYPES: Readonly<Record<Format, string>> = {
  pdf: 'application/pdf',
  jpeg: 'image/jpeg',
  png: 'image/png',
  text: 'text/plain',
  csv: 'text/csv',
}

export function extension(format: Format, chance: number): string {
  return choose(EXTENSIONS[format], chance)
}

/** A name as people give them; many are the same on purpose (`scan.pdf`, `image.jpg`). */
export function ordinaryStem(format: Format, number: string, date: string, seed: number): string {
  const pick = mix(seed, 1, 31)
  const slug = number.replaceAll('/', '-')
  if (format === 'jpeg')
    return choose([`IMG_${1000 + (pick % 9000)}`, 'image', `receipt ${date}`, 'photo'], pick >>> 8)
  if (format === 'png') return choose(['image', `Screenshot ${date}`, 'logo', 'scan'], pick >>> 8)
  if (format === 'text') return choose(['notes', 'email', `message ${date}`], pick >>> 8)
  if (format === 'csv') return choose(['statement', `timesheet ${date}`, 'lines'], pick >>> 8)
  return choose(
    [
      `Invoice ${slug}`,
      `${slug}`,
      'scan',
      `receipt-${date}`,
      'invoice',
      `Order ${slug} confirmation`,
      'document',
    ],
    pick >>> 8,
  )
}
