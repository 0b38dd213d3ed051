/**
 * Refused by Windows, or taken for a path by some program. The percent sign too: manifests of BagIt
 * would have to write it as `%25`, which `sha256sum` takes for another name.
 */
const FORBIDDEN = /[<>:"/\\|?*%]/g
/** They look like slashes, and some code pages turn them into one. */
const SLASH_LIKE = /[\u2044\u2215\u2216\u29f5\u29f8\u29f9\ufe68\uff0f\uff3c]/g
/** Zero-width and direction marks, variation selectors: two names with them look the same. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu
/** Controls, halves of a surrogate pair, line separators, and code points that stand for nothing. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Cn}\p{Zl}\p{Zp}]/gu
/** Characters that need no look: most names hold no others. */
const HARMLESS = /^[ !#$&-)+-.0-9;=@-[\]-{}~]*$/
const RESERVED = /^(CON|PRN|AUX|NUL|CLOCK\$|CONIN\$|CONOUT\$|(COM|LPT)[0-9\u00b9\u00b2\u00b3])$/i

/**
 * One name that Windows, macOS and Linux all accept, in the script it was written in. Empty where
 * nothing readable is left; the caller says what stands there then.
 */
export function safeName(text: string): string {
  if (HARMLESS.test(text)) return trimName(text.replace(/ {2,}/g, ' '))
  const visible = text
    .replace(UNPRINTABLE, '_')
    .replace(INVISIBLE, '')
    .replace(FORBIDDEN, '_')
    .replace(SLASH_LIKE, '_')
    .replace(/\p{Zs}+/gu, ' ')
  return trimName(visible.normalize('NFC'))
}

/** Without the dots and spaces at its ends: Windows drops them behind, Unix hides them before. */
const trimName = (name: string): string => name.replace(/^[. ]+|[. ]+$/g, '')

/** A name that is a device to Windows, whatever its extension, gets a `_` behind it. */
export function notDevice(name: string): string {
  const dot = name.indexOf('.')
  const stem = dot < 0 ? name : name.slice(0, dot)
  return RESERVED.test(stem.trim()) ? `${stem.trim()}_${dot < 0 ? '' : name.slice(dot)}` : name
}

export interface SplitName {
  readonly stem: string
  /** With its dot; empty where there is none. */
  readonly extension: string
}

/** `Receipt 5.PDF` -> `Receipt 5` and `.PDF`. An ending with a space, or a long one, is part of the stem. */
export function splitName(name: string): SplitName {
  const extension = /\.[^. ]{1,15}$/u.exec(name)?.[0] ?? ''
  return { stem: trimName(name.slice(0, name.length - extension.length)), extension }
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

const encoder = new TextEncoder()

/** How long a text is on a disk of Linux or macOS. */
export const utf8Bytes = (text: string): number =>
  isAscii(text) ? text.length : encoder.encode(text).length

/** Without controls; spares most names the work that other scripts need. */
export const isAscii = (text: string): boolean => /^[ -~]*$/.test(text)

/**
 * At most `units` UTF-16 units, which Windows counts, and `bytes` of UTF-8, which the others count;
 * never ending inside what a reader sees as one character.
 */
export function shorten(text: string, units: number, bytes: number): string {
  if (text.length <= units && (text.length * 3 <= bytes || utf8Bytes(text) <= bytes)) return text
  let end = 0
  let used = 0
  // A little more than fits, so that the segment at the limit is seen whole.
  for (const { segment } of graphemes.segment(text.slice(0, Math.max(0, units) + 64))) {
    used += utf8Bytes(segment)
    if (end + segment.length > units || used > bytes) break
    end += segment.length
  }
  return trimName(text.slice(0, end))
}
