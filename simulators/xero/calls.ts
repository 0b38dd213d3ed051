/** What was called, by path with ids and names replaced, for the control address. */
export class Calls {
  byPath: Record<string, number> = {}
  byStatus: Record<string, number> = {}
  limited: Record<string, number> = {}
  faults: Record<string, number> = {}
  /** Calls that spent an organisation's budget. */
  accepted = 0
  bytesSent = 0

  add(record: Record<string, number>, key: string): void {
    record[key] = (record[key] ?? 0) + 1
  }

  reset(): void {
    this.byPath = {}
    this.byStatus = {}
    this.limited = {}
    this.faults = {}
    this.accepted = 0
    this.bytesSent = 0
  }
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** `/api/api.xro/2.0/Invoices/{id}/Attachments/{file}`: a path to count by. */
export function pathTemplate(path: string): string {
  const parts = path.split('/')
  return parts
    .map((part, at) => {
      if (parts[at - 1] === 'Attachments') return '{file}'
      return ID.test(part) ? '{id}' : part
    })
    .join('/')
}
