import type { Problem } from '@shared/problem'
import type { Clock } from '../../base/clock'

/** Time for which a passed check of a server stays valid. */
const freshMs = 10 * 60_000

interface DownloadCheckDeps {
  readonly clock: Clock
  /** Returns the servers that a clip can be had from, as far as is known; none where none can be checked. */
  readonly servers: () => readonly string[]
  /** Returns why a download from it would fail; null where no reason is known. */
  readonly whyBlocked: (server: string) => Promise<Problem | null>
  readonly onChange: (problem: Problem | null) => void
}

/**
 * Checks before a paid request that its clip could be downloaded from here: a certificate or an address that the API's
 * own connection accepts may block the download of a clip that is paid by then. The check is free and sends no key.
 */
export class DownloadCheck {
  /** Server that could be reached last. */
  #passed: { readonly server: string; readonly atMs: number } | null = null

  constructor(private readonly deps: DownloadCheckDeps) {}

  /** Returns why nothing should be sent now; null where clips can be downloaded, as far as is known. */
  async problem(): Promise<Problem | null> {
    const servers = this.deps.servers()
    if (servers.length === 0 || this.#isFresh(servers)) return null
    const blocked = await this.#whyAllBlocked(servers)
    const problem = blocked && asHold(blocked)
    this.deps.onChange(problem)
    return problem
  }

  /** Returns why none of them would give a clip; null as soon as one would. */
  async #whyAllBlocked(servers: readonly string[]): Promise<Problem | null> {
    let first: Problem | null = null
    for (const server of servers) {
      const blocked = await this.deps.whyBlocked(server)
      if (!blocked) {
        this.#passed = { server, atMs: this.deps.clock.now() }
        return null
      }
      first ??= blocked
    }
    this.#passed = null
    return first
  }

  /** Returns whether the last check still counts: not for other servers, nor after the clock was set back. */
  #isFresh(servers: readonly string[]): boolean {
    if (this.#passed === null || !servers.includes(this.#passed.server)) return false
    const ageMs = this.deps.clock.now() - this.#passed.atMs
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
