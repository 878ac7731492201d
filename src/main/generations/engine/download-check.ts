import type { Problem } from '@shared/problem'
import type { Clock } from '../../base/clock'

/** Time for which a passed check stays valid. */
const freshMs = 10 * 60_000

interface DownloadCheckDeps {
  readonly clock: Clock
  /** Returns why a download would fail; null where no reason is known. */
  readonly whyBlocked: () => Promise<Problem | null>
  readonly onChange: (problem: Problem | null) => void
}

/**
 * Checks before a paid request that its clip could be downloaded from here: a certificate or an address that the API's
 * own connection accepts may block the download of a clip that is paid by then. The check is free and sends no key.
 */
export class DownloadCheck {
  #passedAtMs: number | null = null

  constructor(private readonly deps: DownloadCheckDeps) {}

  /** Returns why nothing should be sent now; null where clips can be downloaded, as far as is known. */
  async problem(): Promise<Problem | null> {
    if (this.#isFresh()) return null
    const blocked = await this.deps.whyBlocked()
    this.#passedAtMs = blocked ? null : this.deps.clock.now()
    const problem = blocked && asHold(blocked)
    this.deps.onChange(problem)
    return problem
  }

  /** Returns whether the last check still counts; not after the clock was set back. */
  #isFresh(): boolean {
    if (this.#passedAtMs === null) return false
    const ageMs = this.deps.clock.now() - this.#passedAtMs
    return ageMs >= 0 && ageMs < freshMs
  }
}

const asHold = ({ message, advice }: Problem): Problem => ({
  code: 'downloads_blocked',
  message: "Nothing was sent: your clips couldn't be downloaded from this network.",
  advice: [message, advice].filter(Boolean).join(' '),
  retryable: true,
  charged: 'no'
})
