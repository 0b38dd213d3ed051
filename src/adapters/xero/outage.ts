/** Faults in a row, of whatever calls, that raise the question whether Xero is down. */
const SUSPECT_AFTER = 5
const FIRST_PAUSE_MS = 5_000
const LONGEST_PAUSE_MS = 300_000

/**
 * Tells a call that fails from a Xero that is down. While it is down one call at a time is tried, with
 * growing pauses, and no file is blamed for it.
 */
export class Outage {
  #faults = 0
  #pauses = 0
  #until = 0
  #asking: Promise<boolean> | null = null

  /** Until when no call should leave; in the past while all is well. */
  get until(): number {
    return this.#until
  }

  get isDown(): boolean {
    return this.#pauses > 0
  }

  /** A call came right. */
  over(): void {
    this.#faults = 0
    this.#pauses = 0
    this.#until = 0
  }

  /**
   * A call failed. True when Xero is down: `isUp` asks for what always can be had, and is called when
   * several calls in a row have failed, or at once when Xero says so itself (`told`).
   */
  async fault(told: boolean, now: () => number, isUp: () => Promise<boolean>): Promise<boolean> {
    this.#faults += 1
    if (!told && !this.isDown && this.#faults < SUSPECT_AFTER) return false
    if (this.#until > now()) return true
    this.#asking ??= this.#ask(now, isUp).finally(() => {
      this.#asking = null
    })
    return this.#asking
  }

  async #ask(now: () => number, isUp: () => Promise<boolean>): Promise<boolean> {
    if (await isUp()) {
      this.over()
      return false
    }
    const pause = FIRST_PAUSE_MS * 2 ** Math.min(10, this.#pauses)
    this.#pauses += 1
    this.#until = now() + Math.min(LONGEST_PAUSE_MS, pause)
    return true
  }
}
