/** A key with its modifiers. `mod` is Ctrl, and ⌘ on a Mac. */
export interface Shortcut {
  readonly key: string
  readonly mod?: boolean
  readonly shift?: boolean
}

/** Menus that list actions, in the order of the menu bar. The `?` sheet and the palette use the same groups. */
export const actionMenus = ['File', 'Clip', 'Playback', 'View', 'Help'] as const

/** What is known of an action without a window. */
export interface ActionInfo {
  readonly title: string
  readonly menu: (typeof actionMenus)[number]
  readonly shortcut?: Shortcut
  /** Whether the shortcut also works while a text field has the focus. */
  readonly whileTyping?: boolean
  /** Whether a held key repeats it. */
  readonly repeats?: boolean
  readonly onMac?: { readonly title?: string; readonly shortcut?: Shortcut }
}

const list = {
  new_prompt: { title: 'Write a prompt', menu: 'File', shortcut: { key: 'n', mod: true }, whileTyping: true },
  generate: { title: 'Generate', menu: 'File', shortcut: { key: 'Enter', mod: true }, whileTyping: true },
  settings: { title: 'Settings', menu: 'File', shortcut: { key: ',', mod: true }, whileTyping: true },
  spend: { title: 'Spending', menu: 'File' },
  reuse: { title: 'Reuse prompt and settings', menu: 'Clip', shortcut: { key: 'r' } },
  make_again: { title: 'Make again', menu: 'Clip' },
  run_on: { title: 'Run again on…', menu: 'Clip' },
  copy_paths: { title: 'Copy file path', menu: 'Clip', shortcut: { key: 'c', mod: true } },
  copy_prompt: { title: 'Copy prompt', menu: 'Clip', shortcut: { key: 'c', mod: true, shift: true } },
  copy_link: { title: 'Copy link', menu: 'Clip' },
  copy_request: { title: 'Copy request', menu: 'Clip' },
  copy_report: { title: 'Copy support report', menu: 'Clip' },
  reveal: {
    title: 'Show in the file manager',
    menu: 'Clip',
    shortcut: { key: 'r', mod: true },
    onMac: { title: 'Reveal in Finder' }
  },
  restore: { title: 'Restore', menu: 'Clip' },
  trash: {
    title: 'Move to trash',
    menu: 'Clip',
    shortcut: { key: 'Delete' },
    onMac: { shortcut: { key: 'Backspace', mod: true } }
  },
  select_all: { title: 'Select all', menu: 'Clip', shortcut: { key: 'a', mod: true } },
  undo: {
    title: 'Undo sending, cancelling or moving to trash',
    menu: 'Clip',
    shortcut: { key: 'z', mod: true }
  },
  play: { title: 'Play or pause', menu: 'Playback', shortcut: { key: ' ' } },
  play_backwards: { title: 'Play backwards', menu: 'Playback', shortcut: { key: 'j' } },
  stop: { title: 'Stop', menu: 'Playback', shortcut: { key: 'k' } },
  play_forwards: { title: 'Play forwards', menu: 'Playback', shortcut: { key: 'l' } },
  frame_back: { title: 'One frame back', menu: 'Playback', shortcut: { key: ',' }, repeats: true },
  frame_forward: { title: 'One frame forward', menu: 'Playback', shortcut: { key: '.' }, repeats: true },
  search: { title: 'Search', menu: 'View', shortcut: { key: 'f', mod: true }, whileTyping: true },
  toggle_composer: {
    title: 'Show or hide the composer',
    menu: 'View',
    shortcut: { key: '1', mod: true },
    whileTyping: true
  },
  focus_grid: {
    title: 'Go to the clips',
    menu: 'View',
    shortcut: { key: '2', mod: true },
    whileTyping: true
  },
  toggle_inspector: {
    title: 'Show or hide the inspector',
    menu: 'View',
    shortcut: { key: '3', mod: true },
    whileTyping: true
  },
  queue: { title: 'Show or hide the queue', menu: 'View' },
  palette: { title: 'Find an action', menu: 'Help', shortcut: { key: 'k', mod: true }, whileTyping: true },
  shortcuts: { title: 'Keyboard shortcuts', menu: 'Help', shortcut: { key: '?' } }
} as const satisfies Readonly<Record<string, ActionInfo>>

export type ActionName = keyof typeof list
export const actionNames = Object.keys(list) as [ActionName, ...ActionName[]]

/** Returns an action as it is named and pressed on this system. */
export function actionInfo(name: ActionName, isMac: boolean): ActionInfo {
  const { onMac, ...info }: ActionInfo = list[name]
  return isMac ? { ...info, ...onMac } : info
}
