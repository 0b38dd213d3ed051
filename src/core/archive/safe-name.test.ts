import assert from 'node:assert/strict'
import { test } from 'node:test'
import { notDevice, safeName, shorten, splitName } from './safe-name.ts'

test('what one of the systems refuses is replaced, the script stays', () => {
  assert.equal(safeName('inv<1>:"2"/\\|?*%.pdf'), 'inv_1___2_______.pdf')
  assert.equal(safeName('請求書 № 5?.pdf'), '請求書 № 5_.pdf')
  assert.equal(safeName('a\u0000b\tc\r\nd'), 'a_b_c__d')
  assert.equal(safeName('bad\ud800name.pdf'), 'bad_name.pdf')
  assert.equal(safeName('x\u2215y\uff0fz'), 'x_y_z')
  assert.equal(safeName('a\u00a0 \u3000b'), 'a b')
  assert.equal(safeName('a   b  c'), 'a b c')
})

test('what can not be seen is taken out', () => {
  assert.equal(safeName('invoice\u202efdp.exe'), 'invoicefdp.exe')
  assert.equal(safeName('\ufefffile\u200b\u00ad.pdf'), 'file.pdf')
})

test('decomposed and composed letters become the same name', () => {
  assert.equal(safeName('Cafe\u0301'), safeName('Caf\u00e9'))
  // A mark between the letter and its accent must not keep them apart.
  assert.equal(safeName('Cafe\u200b\u0301'), 'Caf\u00e9')
})

test('dots and spaces at the ends go', () => {
  assert.equal(safeName('  invoice... '), 'invoice')
  assert.equal(safeName('..'), '')
  assert.equal(safeName('.hidden'), 'hidden')
})

test('a device of Windows gets a mark, whatever its case and extension', () => {
  assert.equal(notDevice('CON'), 'CON_')
  assert.equal(notDevice('nul.tar.gz'), 'nul_.tar.gz')
  assert.equal(notDevice('con .pdf'), 'con_.pdf')
  assert.equal(notDevice('com\u00b9.pdf'), 'com\u00b9_.pdf')
  assert.equal(notDevice('conin$.pdf'), 'conin$_.pdf')
  assert.equal(notDevice('console.pdf'), 'console.pdf')
  assert.equal(notDevice('COM10'), 'COM10')
})

test('the extension is what stands behind the last dot, when it can be one', () => {
  assert.deepEqual(splitName('a.b.PDF'), { stem: 'a.b', extension: '.PDF' })
  assert.deepEqual(splitName('Invoice No. 5'), { stem: 'Invoice No. 5', extension: '' })
  assert.deepEqual(splitName('x.eeeeeeeeeeeeeeeeeeeeeeee').extension, '')
})

test('a text is cut between characters as readers see them', () => {
  const family = '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}'
  assert.equal(shorten(`ab${family}`, 5, 99), 'ab')
  assert.equal(shorten('e\u0301e\u0301', 3, 99), 'e\u0301')
  assert.equal(shorten('abc', 3, 99), 'abc')
  assert.equal(shorten('ab cd', 3, 99), 'ab')
  assert.equal(shorten('請求書', 3, 8), '請求')
  assert.equal(shorten('請求書', 3, 9), '請求書')
  assert.equal(shorten('\u{1f600}', 1, 99), '')
})
