import type { Client } from '$lib/api/client'
import type { ErrorReporter } from '../window/error-reporter'

/** Tags in use, for completion. Read when a field for tags gets the focus. */
export class TagsManager {
  #names = $state.raw<readonly string[]>([])

  constructor(
    private readonly client: Client,
    private readonly errors: ErrorReporter
  ) {}

  /** The most used first. */
  get names(): readonly string[] {
    return this.#names
  }

  async read(): Promise<void> {
    await this.errors.attempt('Couldn’t read the tags', async () => {
      const { tags } = await this.client.call('tags.list', {})
      this.#names = tags.map(({ name }) => name)
    })
  }
}
