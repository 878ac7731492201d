import type { Preset, Snippet } from '@shared/prompts/prompt-work'
import type { GenerationRequest } from '@shared/request'
import type { Client } from '$lib/api/client'

const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name.localeCompare(b.name)

/** The user's presets and snippets. */
export class SavedManager {
  readonly #client: Client
  #presets = $state.raw<readonly Preset[]>([])
  #snippets = $state.raw<readonly Snippet[]>([])

  constructor(client: Client) {
    this.#client = client
  }

  get presets(): readonly Preset[] {
    return this.#presets
  }

  get snippets(): readonly Snippet[] {
    return this.#snippets
  }

  async start(): Promise<void> {
    const { presets, snippets } = await this.#client.call('presets.list', {})
    this.#presets = presets.toSorted(byName)
    this.#snippets = snippets.toSorted(byName)
  }

  /** Saves the settings of a request under a name; replaces a preset with that name. */
  async savePreset(name: string, { prompt: _prompt, ...parameters }: GenerationRequest): Promise<void> {
    const id = this.#presets.find((preset) => preset.name === name)?.id ?? crypto.randomUUID()
    await this.#client.call('presets.save', { id, name, parameters })
    await this.start()
  }

  /** Renames a preset; replaces another one with that name. */
  async renamePreset(preset: Preset, name: string): Promise<void> {
    const replaced = this.#presets.find((other) => other.name === name && other.id !== preset.id)
    await this.#client.call('presets.save', { ...preset, name })
    if (replaced) await this.#client.call('presets.remove', { id: replaced.id })
    await this.start()
  }

  async saveSnippet(name: string, text: string): Promise<void> {
    const id = this.#snippets.find((snippet) => snippet.name === name)?.id ?? crypto.randomUUID()
    await this.#client.call('snippets.save', { id, name, text })
    await this.start()
  }

  async remove(id: string): Promise<void> {
    await this.#client.call('presets.remove', { id })
    await this.start()
  }
}
