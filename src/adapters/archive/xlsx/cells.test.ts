import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Cell } from '../../../core/archive/sheet.ts'
import { type CellTally, columnStart, daySerial, instantSerial, writeCell } from './cells.ts'
import { CELL_UNITS, cellText, cutText } from './escape.ts'
import { createLinks } from './links.ts'
import { columnLetters, EXCEL_LIMITS } from './sheet-xml.ts'
import { fixedXml, PIECE_BYTES, XmlBytes } from './xml-bytes.ts'

function xml(cell: NonNullable<Cell>, takesLinks = true): { xml: string; cuts: number } {
  let cuts = 0
  const tally: CellTally = {
    link: () => takesLinks,
    cut: () => {
      cuts++
    },
  }
  const out = new XmlBytes()
  out.beginLine(7)
  writeCell(out, columnStart('B'), 7, cell, tally)
  return { xml: Buffer.from(out.take()).toString(), cuts }
}

test('a text is a text, whatever it looks like', () => {
  assert.equal(
    xml({ kind: 'text', text: '1.5' }).xml,
    '<c r="B7" t="inlineStr"><is><t>1.5</t></is></c>',
  )
  // Style 6 is Excel's text format: editing the cell must not turn it into a formula either.
  for (const formula of ['=1+1', '+1', '-1', '@SUM(1)', '\t=1']) {
    assert.match(xml({ kind: 'text', text: formula }).xml, /^<c r="B7" s="6" t="inlineStr"><is><t/)
  }
})

test('numbers stand as the decimal text they are', () => {
  assert.equal(xml({ kind: 'money', value: '0.1000' }).xml, '<c r="B7" s="2"><v>0.1000</v></c>')
  assert.equal(xml({ kind: 'decimal', value: '1.2345' }).xml, '<c r="B7"><v>1.2345</v></c>')
  assert.equal(xml({ kind: 'boolean', value: true }).xml, '<c r="B7" t="b"><v>1</v></c>')
})

test('days are serial numbers where Excel has one, and text elsewhere', () => {
  assert.equal(daySerial('1900-03-01'), 61)
  assert.equal(daySerial('2024-02-29'), 45_351)
  assert.equal(daySerial('9999-12-31'), 2_958_465)
  for (const day of ['1900-02-28', '1899-12-31', '0001-01-01', '2026-02-30', 'nonsense']) {
    assert.equal(daySerial(day), null, day)
    assert.match(xml({ kind: 'day', day }).xml, new RegExp(`<t>${day}</t>`))
  }
})

test('instants keep their milliseconds', () => {
  assert.equal(instantSerial(0), '25569')
  assert.equal(instantSerial(Date.UTC(2026, 0, 1, 12)), '46023.5000000000')
  assert.equal(instantSerial(Date.UTC(2026, 0, 1, 23, 59, 59, 999)), '46023.9999999884')
  assert.equal(instantSerial(Date.UTC(1899, 0, 1)), null)
  assert.match(xml({ kind: 'instant', at: -8.64e15 }).xml, /<t>-271821-04-20T00:00:00.000Z<\/t>/)
})

test('a text longer than a cell is cut between characters, and counted', () => {
  const fits = 'a'.repeat(CELL_UNITS)
  assert.equal(xml({ kind: 'text', text: fits }).cuts, 0)
  const { xml: cut, cuts } = xml({ kind: 'text', text: `${fits}b` })
  assert.equal(cuts, 1)
  assert.match(cut, /a \[cut: the text is longer\]<\/t>/)
  for (const shift of ['', 'x']) {
    const short = cutText(shift + '\u{1f600}'.repeat(CELL_UNITS))
    assert.ok(short.length <= CELL_UNITS && short.isWellFormed())
  }
})

test('what XML forbids is escaped, and what looks like an escape as well', () => {
  assert.equal(cellText('a\u0000b\u000b\ufffe\ud800\r'), 'a_x0000_b_x000B__xFFFE__xD800__x000D_')
  assert.equal(cellText('_x0041_ _x005F_x000D_'), '_x005F_x0041_ _x005F_x005F_x005F_x000D_')
  assert.equal(cellText(']]> <c>&amp;\u{1f600}\n\t'), ']]&gt; &lt;c&gt;&amp;amp;\u{1f600}\n\t')
})

test('every text stands in its cell as XML has it, whichever way it was written', () => {
  const odd = fc.constantFrom(
    '_x0041_',
    '_x',
    '&',
    '<',
    '>',
    ' ',
    '\t',
    'é',
    '\u2028',
    '\ud83d\ude00',
    '~',
  )
  const text = fc
    .array(fc.oneof(fc.string(), odd), { maxLength: 12 })
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, (one) => {
      const inner = /<t(?: xml:space="preserve")?>(.*)<\/t>/s.exec(
        xml({ kind: 'text', text: one }).xml,
      )
      assert.equal(inner?.[1], cellText(one))
    }),
    { numRuns: 2_000 },
  )
})

test('whole numbers, and rows longer than a piece, lose nothing', () => {
  const out = new XmlBytes()
  const numbers = [0, 9, 10, 65_536, 1_048_576, 2_147_483_647]
  for (const one of numbers) {
    out.beginLine(one)
    out.beginCell(fixedXml('<'), fixedXml('>'))
    out.whole(one)
  }
  assert.equal(Buffer.from(out.take()).toString(), numbers.map((one) => `<${one}>${one}`).join(''))
  const long = 'x&'.repeat(PIECE_BYTES)
  out.ascii('1')
  assert.ok(out.plainText(long))
  out.xml('é')
  assert.equal(Buffer.from(out.take()).toString(), `1${long.replaceAll('&', '&amp;')}é`)
  assert.equal(out.length, 0)
})

test('blanks at the ends and line breaks are kept', () => {
  for (const text of [' a', 'a ', 'a\nb', '\t']) {
    assert.match(xml({ kind: 'text', text }).xml, /<t xml:space="preserve">/)
  }
})

test('links are percent-encoded, numbered, and stop at the limit', () => {
  const links = createLinks(2)
  assert.equal(links.add('A2', { file: "Attachments/é #1 50% & 'x'.pdf" }), true)
  assert.equal(links.add('A3', { sheet: "Bob's <sheet>" }), true)
  assert.equal(links.add('A4', { file: 'x' }), false)
  assert.equal(
    links.xml(),
    '<hyperlinks><hyperlink ref="A2" r:id="rId1"/>' +
      `<hyperlink ref="A3" location="'Bob''s &lt;sheet&gt;'!A1"/></hyperlinks>`,
  )
  assert.match(
    Buffer.concat([...(links.relations() ?? [])]).toString(),
    /Target="Attachments\/%C3%A9%20%231%2050%25%20%26%20%27x%27\.pdf" TargetMode="External"/,
  )
  assert.equal(createLinks(1).relations(), null)
})

test('a sheet takes no more links and rows than Excel opens', () => {
  const links = createLinks(EXCEL_LIMITS.links)
  for (let nth = 1; nth <= 65_530; nth++) assert.ok(links.add(`A${nth}`, { sheet: 'x' }))
  assert.equal(links.add('A1', { sheet: 'x' }), false)
  assert.equal(EXCEL_LIMITS.rows, 1_048_576)
})

test('a cell whose link found no room is plain', () => {
  const cell = { kind: 'text', text: 'a', link: { file: 'a' } } as const
  assert.match(xml(cell, true).xml, / s="7"/)
  assert.doesNotMatch(xml(cell, false).xml, / s=/)
})

test('columns are lettered as in Excel', () => {
  assert.deepEqual([0, 25, 26, 701, 702, 16_383].map(columnLetters), [
    'A',
    'Z',
    'AA',
    'ZZ',
    'AAA',
    'XFD',
  ])
})
