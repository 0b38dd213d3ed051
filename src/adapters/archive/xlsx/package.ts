import { attribute, cellText } from './escape.ts'

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** The part of the nth sheet, from 1, below `xl/`. */
export const sheetPart = (nth: number): string => `worksheets/sheet${nth}.xml`

/** The small parts that do not depend on the sheets, by their names. */
export const fixedParts = (
  title: string,
  madeAt: number,
): readonly (readonly [string, string])[] => [
  ['_rels/.rels', packageRelations()],
  ['docProps/core.xml', coreProperties(title, madeAt)],
  ['docProps/app.xml', appProperties()],
]

interface Tab {
  readonly title: string
  readonly isHidden: boolean
}

/** The parts that name every sheet, in tab order. */
export const closingParts = (tabs: readonly Tab[]): readonly (readonly [string, string])[] => [
  ['xl/workbook.xml', workbook(tabs)],
  ['xl/_rels/workbook.xml.rels', workbookRelations(tabs.length)],
  ['[Content_Types].xml', contentTypes(tabs.length)],
]

const relation = (id: number, type: string, target: string): string =>
  `<Relationship Id="rId${id}" Type="${type}" Target="${target}"/>`

const relations = (inner: string): string =>
  `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${inner}</Relationships>`

const packageRelations = (): string =>
  relations(
    relation(1, `${OFFICE}/relationships/officeDocument`, 'xl/workbook.xml') +
      relation(2, `${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml') +
      relation(3, `${OFFICE}/relationships/extended-properties`, 'docProps/app.xml'),
  )

/** The styles come behind the sheets, so that sheet n is relation n. */
const workbookRelations = (sheets: number): string =>
  relations(
    nths(sheets)
      .map((nth) => relation(nth, `${OFFICE}/relationships/worksheet`, sheetPart(nth)))
      .join('') + relation(sheets + 1, `${OFFICE}/relationships/styles`, 'styles.xml'),
  )

const workbook = (tabs: readonly Tab[]): string =>
  `${HEAD}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ` +
  `xmlns:r="${OFFICE}/relationships"><workbookPr/><bookViews><workbookView activeTab="0"/></bookViews>` +
  `<sheets>${tabs
    .map(
      ({ title, isHidden }, nth) =>
        `<sheet name="${attribute(title)}" sheetId="${nth + 1}"${isHidden ? ' state="hidden"' : ''} r:id="rId${nth + 1}"/>`,
    )
    .join('')}</sheets></workbook>`

const contentTypes = (sheets: number): string =>
  `${HEAD}<Types xmlns="${PACKAGE}/content-types">` +
  `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
  '<Default Extension="xml" ContentType="application/xml"/>' +
  override('docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml') +
  override(
    'docProps/app.xml',
    'application/vnd.openxmlformats-officedocument.extended-properties+xml',
  ) +
  override('xl/workbook.xml', `${SPREADSHEET}.sheet.main+xml`) +
  override('xl/styles.xml', `${SPREADSHEET}.styles+xml`) +
  nths(sheets)
    .map((nth) => override(`xl/${sheetPart(nth)}`, `${SPREADSHEET}.worksheet+xml`))
    .join('') +
  '</Types>'

const override = (part: string, type: string): string =>
  `<Override PartName="/${part}" ContentType="${type}"/>`

const coreProperties = (title: string, madeAt: number): string =>
  `${HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" ` +
  'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" ' +
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
  `<dc:title>${cellText(title)}</dc:title><dc:creator>Ledgerkeep</dc:creator>` +
  `<dcterms:created xsi:type="dcterms:W3CDTF">${new Date(madeAt).toISOString().slice(0, 19)}Z</dcterms:created>` +
  '</cp:coreProperties>'

const appProperties = (): string =>
  `${HEAD}<Properties xmlns="${OFFICE}/extended-properties"><Application>Ledgerkeep</Application></Properties>`

const nths = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, nth) => nth + 1)
