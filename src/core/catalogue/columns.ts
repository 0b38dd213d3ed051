import type { Column, ColumnKind, Lines } from './resource.ts'

const column =
  (kind: ColumnKind) =>
  (path: string, title: string = spaced(path)): Column => ({ path, title, kind })

/** `Account.Code` -> `Account code`, `DueDate` -> `Due date`, `AddressLine1` -> `Address line 1`. */
function spaced(path: string): string {
  const words = path
    .replaceAll('.', ' ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replace(/([a-z])(\d)/g, '$1 $2')
    .split(' ')
  const [first = '', ...rest] = words
  return [
    // The newer APIs write names in camel case: `assetName`.
    first.charAt(0).toUpperCase() + first.slice(1),
    ...rest.map((word) => (/^[A-Z]{2,}$/.test(word) ? word : word.toLowerCase())),
  ].join(' ')
}

export const text = column('text')
export const amount = column('money')
export const decimal = column('decimal')
export const date = column('date')
export const instant = column('instant')
export const yesNo = column('boolean')

export const lines = (title: string, path: string, columns: readonly Column[]): Lines => ({
  title,
  path,
  columns,
})
