import type { Selection } from './selection.ts'

/**
 * How lists shift while they are read, as Xero's do: a record that is edited moves to the end, and a
 * record that is added was not there before. Records are named by their index in the books.
 */
export class ListShifts {
  readonly #moved = new Map<string, number[]>()
  readonly #hidden = new Map<string, Set<number>>()

  /** Edited: from now on it stands at the end of its list. */
  moveToEnd(resource: string, index: number): void {
    const moved = this.#moved.get(resource) ?? []
    this.#moved.set(resource, [...moved.filter((one) => one !== index), index])
  }

  /** Not added yet. */
  hide(resource: string, index: number): void {
    const hidden = this.#hidden.get(resource) ?? new Set()
    this.#hidden.set(resource, hidden.add(index))
  }

  /** Added: everything that was hidden is there. */
  showAll(): void {
    this.#hidden.clear()
  }

  apply(resource: string, chosen: Selection): Selection {
    const moved = this.#moved.get(resource) ?? []
    const hidden = this.#hidden.get(resource) ?? new Set()
    if (moved.length === 0 && hidden.size === 0) return chosen
    const all = Array.from({ length: chosen.size }, (_, position) => chosen.at(position))
    const there = all.filter((index) => !hidden.has(index))
    const order = [
      ...there.filter((index) => !moved.includes(index)),
      ...moved.filter((index) => there.includes(index)),
    ]
    return { size: order.length, at: (position) => order[position] ?? 0 }
  }
}
