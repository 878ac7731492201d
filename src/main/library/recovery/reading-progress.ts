import type { Reading } from './rebuild'

/** Progress of reading files. Announces a hundred steps at most, however many files there are. */
export class ReadingProgress {
  #current: Reading | null = null

  constructor(private readonly onChange: () => void) {}

  /** Null while nothing is read. */
  get current(): Reading | null {
    return this.#current
  }

  readonly note = (reading: Reading | null): void => {
    const isStep = percentOf(reading) !== percentOf(this.#current)
    this.#current = reading
    if (isStep) this.onChange()
  }
}

const percentOf = (reading: Reading | null): number =>
  reading ? Math.floor((reading.done * 100) / reading.total) : -1
