export type Panel =
  | 'settings'
  | 'shortcuts'
  | 'queue'
  | 'why_no_drop'
  | 'rename'
  | 'preview'
  | 'spend'
  | 'edits'
  | 'saved_searches'
  | 'add_model'
  | 'variables'
  | 'run_on'
  | 'palette'
  | 'cut'
  | 'timeline'
  | 'import_problems'
  | 'editor_copies'
  | 'report'
/** Fields that a shortcut focuses. */
export type InspectorField = 'tags' | 'shot'
type FocusPart = 'prompt' | 'search' | 'grid' | InspectorField
export type SettingsSection =
  'key' | 'library' | 'hot_folders' | 'sending' | 'money' | 'look' | 'system' | 'about'

/** Below this width the inspector overlays the grid, so that the grid has room for two clips in a row. */
const narrowPx = 1120

/** Which dialogs and panels are open. Not stored. */
export class WindowManager {
  #panel = $state<Panel | null>(null)
  #section = $state<SettingsSection>('key')
  #width = $state(0)
  #isNarrow = $state(false)
  #isOverlayOpen = $state(false)
  /** The part that should take the focus; the number makes a second call of one part another call. */
  #focusCall = $state.raw<{ readonly part: FocusPart; readonly number: number } | null>(null)

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
    this.#call('prompt')
  }

  callSearch(): void {
    this.#call('search')
  }

  /** Focuses the selected clip in the grid, or the first one. */
  callGrid(): void {
    this.#call('grid')
  }

  /** Focuses a field of the inspector, which may only be about to open. */
  callField(field: InspectorField): void {
    this.#call(field)
  }

  /**
   * Returns whether a part was called, and forgets the call: a part that is shown again later must not take the focus from
   * another.
   */
  answerFocus(part: FocusPart): boolean {
    const isCalled = this.#focusCall?.part === part
    if (isCalled) this.#focusCall = null
    return isCalled
  }

  #call(part: FocusPart): void {
    this.#focusCall = { part, number: (this.#focusCall?.number ?? 0) + 1 }
  }
}
