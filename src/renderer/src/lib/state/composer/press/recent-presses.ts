import type { FormDraft } from '../form/form-draft'

/** Within this time the same form is most likely sent again by mistake. */
const soonMs = 30_000
/** Hardly more presses can be held at once. */
const maximumPresses = 20

interface RecentPress {
  readonly pressId: string
  readonly contents: FormDraft
  /** Names everything that the form planned. */
  readonly asked: string
  readonly atMs: number
  /** Whether nothing of it was sent after all. */
  readonly isUndone: boolean
}

/** Presses of this window, the latest last: to restore the form after an undo, and to ask before a repetition. */
export class RecentPresses {
  #presses: readonly RecentPress[] = []

  add(pressId: string, contents: FormDraft, asked: string): void {
    const press = { pressId, contents, asked, atMs: Date.now(), isUndone: false }
    this.#presses = [...this.#presses, press].slice(-maximumPresses)
  }

  /** Returns the form's contents that a press was made from; null where they are not known. */
  contentsOf(pressId: string | undefined): FormDraft | null {
    return this.#presses.find((press) => press.pressId === pressId)?.contents ?? null
  }

  /** Notes that a press was undone before anything was sent, so that sending the same is no repetition. */
  undone(pressId: string): void {
    this.#presses = this.#presses.map((press) =>
      press.pressId === pressId ? { ...press, isUndone: true } : press
    )
  }

  /** Returns how long ago the very same was sent; null where that was long ago, or never. */
  repeatedAfterMs(asked: string): number | null {
    const last = this.#presses.findLast((press) => press.asked === asked && !press.isUndone)
    if (!last) return null
    const agoMs = Date.now() - last.atMs
    return agoMs >= 0 && agoMs < soonMs ? agoMs : null
  }
}
