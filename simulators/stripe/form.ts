import { invalid } from './api-error.ts'

/** A decoded request: text at the leaves, numbered or named branches. */
export interface Form {
  [key: string]: string | Form
}

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Decodes `a[b][0][c]=1` pairs as Stripe's API reads them, from a body or a query string.
 * `a[]=x` takes the next free number. A name used both as text and as a branch is an error 400.
 */
export function decodeForm(text: string): Form {
  const root: Form = Object.create(null)
  for (const [name, value] of new URLSearchParams(text)) place(root, pathOf(name), value)
  return root
}

function pathOf(name: string): string[] {
  const open = name.indexOf('[')
  if (open < 1) return [name]
  const inner = name.slice(open)
  if (!/^(\[[^[\]]*\])+$/.test(inner)) return [name]
  return [name.slice(0, open), ...inner.slice(1, -1).split('][')]
}

function place(root: Form, path: readonly string[], value: string): void {
  let branch = root
  for (const [depth, raw] of path.entries()) {
    const key = raw === '' && depth > 0 ? String(Object.keys(branch).length) : raw
    if (FORBIDDEN.has(key))
      throw invalid(`Received unknown parameter: ${key}`, key, 'parameter_unknown')
    if (depth === path.length - 1) {
      branch[key] = value
      return
    }
    const next = branch[key] ?? Object.create(null)
    if (typeof next === 'string') throw invalid('Invalid nesting of parameters.', path[0])
    branch[key] = next
    branch = next
  }
}
