import { execFileSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'

/** Where the site keeps the picture of an archive that its first page shows. */
const KEPT_IN = 'src/web/assets/pictures/example.json'

const COLUMNS = ['Invoice number', 'Contact', 'Date', 'Total', 'Files'] as const
const ROWS = 10

/** Python's own reader: another witness than our writer. */
const READER = `
import csv, io, json, sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
rows = list(csv.DictReader(io.StringIO(z.read('data/Data/Invoices.csv').decode('utf-8-sig'))))
print(json.dumps({'names': z.namelist(), 'rows': rows}))
`

interface Read {
  readonly names: readonly string[]
  readonly rows: readonly Readonly<Record<string, string>>[]
}

interface Line {
  readonly depth: number
  readonly name: string
  readonly kind: 'folder' | 'file' | 'more'
}

/**
 * Draws the archive for the site's first page, out of the ZIP itself: its newest bills and sales invoices,
 * and the newest rows of a sheet. Written only when it is another one than the picture that is kept.
 */
export async function keepExamplePicture(zip: string, archiveName: string): Promise<void> {
  const read = JSON.parse(
    execFileSync('python3', ['-c', READER, zip], { encoding: 'utf8', maxBuffer: 64e6 }),
  ) as Read
  const picture = { tree: treeOf(read.names), head: COLUMNS, rows: newest(read.rows) }
  const kept = await readFile(KEPT_IN, 'utf8').then(JSON.parse, () => ({}))
  const { archiveName: _, ...before } = kept
  if (JSON.stringify(before) === JSON.stringify(picture)) return
  await writeFile(KEPT_IN, `${JSON.stringify({ archiveName, ...picture }, null, 2)}\n`)
}

/** Not every machine has a font for these, and the picture is to look alike on all. */
const PICTOGRAPH = /\p{Extended_Pictographic}/u

function newest(rows: Read['rows']): readonly (readonly string[])[] {
  const drawn = rows.filter(
    (row) => !Object.values(row).some((cell) => PICTOGRAPH.test(cell ?? '')),
  )
  const sorted = [...drawn].sort((a, b) => (b['Date'] ?? '').localeCompare(a['Date'] ?? ''))
  return sorted.slice(0, ROWS).map((row) => COLUMNS.map((column) => row[column] ?? ''))
}

function treeOf(names: readonly string[]): readonly Line[] {
  const types = childrenOf(names, 'data/Attachments/')
  const shown = ['Bills', 'Sales invoices'].filter((type) => types.includes(type))
  return [
    ...['README.txt', 'manifest-sha256.txt'].filter((name) => names.includes(name)).map(file(0)),
    folder(0)('data'),
    file(1)('Accounting data.xlsx'),
    folder(1)('Attachments'),
    ...shown.flatMap((type) => branchOf(names, type)),
    { depth: 2, name: `and ${types.length - shown.length} more types`, kind: 'more' },
    ...['Data', 'Raw']
      .filter((name) => names.some((one) => one.startsWith(`data/${name}/`)))
      .map(folder(1)),
    ...['summary.csv', 'exceptions.csv']
      .filter((name) => names.includes(`data/${name}`))
      .map(file(1)),
  ]
}

/** The newest month of a type, with its first files. */
function branchOf(names: readonly string[], type: string): readonly Line[] {
  const root = `data/Attachments/${type}/`
  const year = childrenOf(names, root).at(-1) ?? ''
  const month = childrenOf(names, `${root}${year}/`).at(-1) ?? ''
  const files = childrenOf(names, `${root}${year}/${month}/`).slice(0, 2)
  return [folder(2)(type), folder(3)(year), folder(4)(month), ...files.map(file(5))]
}

const childrenOf = (names: readonly string[], root: string): readonly string[] => [
  ...new Set(
    names
      .filter((name) => name.startsWith(root))
      .map((name) => name.slice(root.length).split('/')[0] ?? '')
      .sort(),
  ),
]

const file =
  (depth: number) =>
  (name: string): Line => ({ depth, name, kind: 'file' })
const folder =
  (depth: number) =>
  (name: string): Line => ({ depth, name, kind: 'folder' })
