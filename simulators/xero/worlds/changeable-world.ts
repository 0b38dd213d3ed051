import { type ChangeableBooks, changeable } from './changeable-books.ts'
import type { World } from './world.ts'

/** A world whose books can change while they are read. */
export interface ChangeableWorld extends World {
  readonly organisations: readonly ChangeableBooks[]
}

export const changeableWorld = (world: World): ChangeableWorld => ({
  ...world,
  organisations: world.organisations.map(changeable),
})
