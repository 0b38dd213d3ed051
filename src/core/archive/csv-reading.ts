/**
 * Takes CSV apart as RFC 4180 has it, a piece of text at a time. `push` gives the rows that have ended,
 * `end` the last one, where the text does not end with a line break.
 */
export interface CsvReader {
  push(text: string): readonly (readonly string[])[]
  end(): readonly (readonly string[])[]
}

export function createCsvReader(): CsvReader {
  let row: string[] = []
  let value = ''
  let quoted = false
  // A quote inside quotes: of the text when another follows, the end of it otherwise.
  let pending = false
  let begun = false
  const take = (rows: string[][]): void => {
    row.push(value)
    rows.push(row)
    row = []
    value = ''
    begun = false
  }
  const outside = (sign: string, rows: string[][]): void => {
    if (sign === '"') quoted = true
    else if (sign === ',') {
      row.push(value)
      value = ''
    } else if (sign === '\n') take(rows)
    else if (sign !== '\r') value += sign
    if (sign !== '\n') begun = true
  }
  return {
    push(text) {
      const rows: string[][] = []
      for (const sign of text) {
        if (pending) {
          pending = false
          if (sign === '"') value += '"'
          else {
            quoted = false
            outside(sign, rows)
          }
        } else if (!quoted) outside(sign, rows)
        else if (sign === '"') pending = true
        else value += sign
      }
      return rows
    },
    end() {
      const rows: string[][] = []
      if (begun) take(rows)
      return rows
    },
  }
}
