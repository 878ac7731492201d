export type Panel =
  | 'settings'
  | 'shortcuts'
  | 'queue'
  | 'why_no_drop'
  | 'preview'
  | 'spend'
  | 'add_model'
  | 'variables'
  | 'run_on'
  | 'palette'
  | 'cut'
/** Fields that a shortcut focuses. */
export type InspectorField = 'tags' | 'shot'
export type SettingsSection = 'key' | 'library' | 'sending' | 'money' | 'look' | 'about'

/** Below this width the inspector overlays the grid, so that the grid has room for two clips in a row. */
const narrowPx = 1120

/** Which dialogs and panels are open. Not stored. */
export class WindowManager {
  #panel = $state<Panel | null>(null)
  #section = $state<SettingsSection>('key')
  #width = $state(0)
  #isNarrow = $state(false)
  #isOverlayOpen = $state(false)
  /** Grow when a part should take the focus. */
  #promptCalls = $state(0)
  #searchCalls = $state(0)
  #gridCalls = $state(0)
  #fieldCall = $state.raw<{ readonly field: InspectorField; readonly number: number } | null>(null)

  get panel(): Panel | null {
    return this.#panel
  }

  get section(): SettingsSection {
    return this.#section
  }

  get isNarrow(): boolean {
    return this.#isNarrow
  }

  /** In a narrow window the inspector shows only on request. */
  get isOverlayOpen(): boolean {
    return this.#isOverlayOpen
  }

  get promptCalls(): number {
    return this.#promptCalls
  }

  get searchCalls(): number {
    return this.#searchCalls
  }

  get gridCalls(): number {
    return this.#gridCalls
  }

  /** In pixels. */
  get width(): number {
    return this.#width
  }

  measure(width: number): void {
    this.#width = width
    this.#isNarrow = width < narrowPx
  }

  open(panel: Panel): void {
    this.#panel = panel
  }

  openSettings(section: SettingsSection = 'key'): void {
    this.#section = section
    this.#panel = 'settings'
  }

  close(): void {
    this.#panel = null
  }

  toggle(panel: Panel): void {
    this.#panel = this.#panel === panel ? null : panel
  }

  setOverlay(isOpen: boolean): void {
    this.#isOverlayOpen = isOpen
  }

  callPrompt(): void {
    this.#promptCalls += 1
  }

  /** Focuses the selected clip in the grid, or the first one. */
  callGrid(): void {
    this.#gridCalls += 1
  }

  /** Focuses a field of the inspector, which may only be about to open. */
  callField(field: InspectorField): void {
    this.#fieldCall = { field, number: (this.#fieldCall?.number ?? 0) + 1 }
  }

  /** Returns whether a field was called since, and forgets the call. */
  answerField(field: InspectorField): boolean {
    const isCalled = this.#fieldCall?.field === field
    if (isCalled) this.#fieldCall = null
    return isCalled
  }

  callSearch(): void {
    this.#searchCalls += 1
  }
}
