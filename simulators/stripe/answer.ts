/** What goes back over HTTP. `drop` closes the connection instead. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer
  readonly drop?: boolean
}

export function json(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: `${JSON.stringify(body, null, 2)}\n`,
  }
}

export function html(status: number, body: string): Answer {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    body,
  }
}

export function pdf(body: Buffer, name: string): Answer {
  const disposition = `inline; filename="${name}.pdf"`
  return {
    status: 200,
    headers: { 'content-type': 'application/pdf', 'content-disposition': disposition },
    body,
  }
}

export function redirect(location: string): Answer {
  return { status: 303, headers: { location }, body: '' }
}
