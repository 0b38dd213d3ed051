/** Excel's limit for one cell, in UTF-16 units. */
export const CELL_UNITS = 32_767
const CUT_MARK = ' [cut: the text is longer]'

/**
 * What XML 1.0 forbids, and the carriage return, which its readers change. The controls from U+007F on are
 * only discouraged: LibreOffice does not read an escape of these.
 */
const FORBIDDEN = /[\ufffe\uffff\p{Cs}[\p{Cc}--[\t\n\u007f-\u009f]]]/gv
/** A text that would be read as such an escape has its own underscore escaped. */
const LOOKS_ESCAPED = /_(?=x[0-9A-Fa-f]{4}_)/g
const SPECIAL = /[&<>\ufffe\uffff\p{Cs}[\p{Cc}--[\t\n\u007f-\u009f]]]|_x[0-9A-Fa-f]{4}_/v

/** Printable ASCII without what XML or its escapes are made of: most texts hold nothing else. */
const PLAIN = /^[ !-%'-;=?-^`-~]*$/
/** The same with the three that only need their entity. */
const ALMOST_PLAIN = /^[ -^`-~]*$/

/** A cell's text as XML content; read back, it is the same text. */
export function cellText(text: string): string {
  if (PLAIN.test(text)) return text
  if (ALMOST_PLAIN.test(text)) return markup(text)
  if (!SPECIAL.test(text)) return text
  return markup(
    text
      .replace(LOOKS_ESCAPED, '_x005F_')
      .replace(
        FORBIDDEN,
        (one) => `_x${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
      ),
  )
}

/** A value between double quotes; the caller's texts hold no characters that XML forbids. */
export const attribute = (text: string): string => markup(text).replaceAll('"', '&quot;')

const markup = (text: string): string =>
  instead(instead(instead(text, '&', '&amp;'), '<', '&lt;'), '>', '&gt;')

/** What `replaceAll` does, twice as fast for the few that a cell's text holds. */
function instead(text: string, one: string, entity: string): string {
  let at = text.indexOf(one)
  if (at < 0) return text
  let out = ''
  let from = 0
  for (; at >= 0; at = text.indexOf(one, from)) {
    out += text.slice(from, at) + entity
    from = at + 1
  }
  return out + text.slice(from)
}

/** The longest beginning that fits a cell, with a mark at its end. */
export function cutText(text: string): string {
  const kept = text.slice(0, CELL_UNITS - CUT_MARK.length)
  // Half a pair at the cut would read as a broken character.
  return (/[\ud800-\udbff]$/.test(kept) ? kept.slice(0, -1) : kept) + CUT_MARK
}
