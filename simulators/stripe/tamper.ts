type Node = Record<string, unknown>

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Overwrites stored fields, at any depth, as if Stripe and the seller disagreed. */
export function tamper(target: object, fields: unknown): void {
  if (!isNode(fields)) return
  const node = target as Node
  for (const [key, value] of Object.entries(fields)) {
    const before = node[key]
    if (isNode(before) && isNode(value)) tamper(before, value)
    else Object.assign(node, { [key]: value })
  }
}
