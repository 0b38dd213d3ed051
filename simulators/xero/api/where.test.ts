import assert from 'node:assert/strict'
import { test } from 'node:test'
import { money } from '../worlds/row.ts'
import { parseWhere, QueryProblem } from './where.ts'

const ROW = {
  Type: 'ACCPAY',
  Status: 'AUTHORISED',
  HasAttachments: true,
  Total: money(12_050),
  Reference: undefined,
  Date: '/Date(1588291200000+0000)/',
  Contact: { ContactID: 'abc', Name: "O'Malley & Daughters (UK)" },
}
const FIELDS = new Set([...Object.keys(ROW), 'DueDate'])
const holds = (words: string) => parseWhere(words, 'Invoice', FIELDS)(ROW)

test('the expressions that Xero documents', () => {
  for (const words of [
    'HasAttachments==true',
    'HasAttachments',
    'Type=="ACCPAY"',
    'Type = "accpay"',
    'Type!="ACCREC"',
    'Type=="ACCPAY" AND Status=="AUTHORISED"',
    'Type=="ACCREC" OR Status=="AUTHORISED"',
    'Type=="ACCREC"||Status=="AUTHORISED"',
    '(Type=="ACCREC" OR HasAttachments==true) && Total>=120.5',
    'Date>=DateTime(2020,01,01)',
    'Date >= DateTime(2020, 05, 01) AND Date < DateTime(2020, 05, 02)',
    'Contact.ContactID=guid("ABC")',
    'Contact.Name.Contains("malley & daughters (")',
    'Contact.Name.StartsWith("O\'M")',
    'Reference==null',
    'Total<121',
    'DueDate==null',
  ]) {
    assert.equal(holds(words), true, words)
  }
  for (const words of [
    'HasAttachments==false',
    'Type=="ACCREC" AND Status=="AUTHORISED"',
    'Date<DateTime(2020,05,01)',
    'Total>120.5',
    'Type=="ACCREC" OR Type=="ACCPAY" AND HasAttachments==false',
    'Contact.Name=="O\'Malley"',
    'DueDate>DateTime(2000,1,1)',
  ]) {
    assert.equal(holds(words), false, words)
  }
})

test('an unknown field and a broken expression are told', () => {
  assert.throws(() => holds('Nope==true'), /No property or field 'Nope' exists in type 'Invoice'/)
  for (const words of [
    'Type==',
    'Type=="ACCPAY',
    '(Type=="ACCPAY"',
    'Type=="ACCPAY" Status=="X"',
  ]) {
    assert.throws(() => holds(words), QueryProblem, words)
  }
})
