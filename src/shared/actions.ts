/** A key with its modifiers. `mod` is Ctrl, and ⌘ on a Mac. */
export interface Shortcut {
  readonly key: string
  readonly mod?: boolean
  readonly shift?: boolean
  readonly alt?: boolean
}

/** Menus that list actions, in the order of the menu bar. The `?` sheet and the palette use the same groups. */
export const actionMenus = ['File', 'Clip', 'Rating', 'Playback', 'View', 'Help'] as const

/** What the actions are about: the columns of the window, or what covers them. */
export type ActionPlace = 'library' | 'board' | 'viewer' | 'compare'

interface ListedAction {
  readonly title: string
  readonly menu: (typeof actionMenus)[number]
  readonly shortcut?: Shortcut
  /** Where it can be done; in the library and on the board of shots if left out. */
  readonly places?: readonly ActionPlace[]
  /** Whether the shortcut also works while a text field has the focus. */
  readonly whileTyping?: boolean
  /** Whether a held key repeats it. */
  readonly repeats?: boolean
  readonly onMac?: { readonly title?: string; readonly shortcut?: Shortcut }
}

/** What is known of an action without a window. */
export type ActionInfo = Omit<ListedAction, 'onMac'> & { readonly places: readonly ActionPlace[] }

const inLibrary = ['library'] as const
const inColumns = ['library', 'board'] as const
const onBoard = ['board'] as const
const inViewer = ['viewer'] as const
const inCompare = ['compare'] as const
const onClip = ['library', 'board', 'viewer'] as const
const everywhere = ['library', 'board', 'viewer', 'compare'] as const

const list = {
  new_prompt: { title: 'Write a prompt', menu: 'File', shortcut: { key: 'n', mod: true }, whileTyping: true },
  generate: { title: 'Generate', menu: 'File', shortcut: { key: 'Enter', mod: true }, whileTyping: true },
  settings: {
    title: 'Settings',
    menu: 'File',
    shortcut: { key: ',', mod: true },
    places: everywhere,
    whileTyping: true
  },
  spend: { title: 'Spending', menu: 'File' },
  edits: { title: 'Edits that use your clips', menu: 'File' },
  import_videos: { title: 'Import videos…', menu: 'File' },
  link_videos: { title: 'Link videos…', menu: 'File' },
  export_timeline: { title: 'Export timeline…', menu: 'File', shortcut: { key: 'e', mod: true } },
  empty_trash: { title: 'Empty trash…', menu: 'File' },
  reuse: { title: 'Reuse prompt and settings', menu: 'Clip', shortcut: { key: 'r' } },
  make_again: { title: 'Make again', menu: 'Clip' },
  run_on: { title: 'Run again on…', menu: 'Clip' },
  copy_files: {
    title: 'Copy file',
    menu: 'Clip',
    shortcut: { key: 'c', mod: true },
    places: onClip
  },
  editor_copy: { title: 'Make a copy for the editor…', menu: 'Clip', places: onClip },
  copy_paths: {
    title: 'Copy file path',
    menu: 'Clip',
    shortcut: { key: 'c', mod: true, alt: true },
    places: onClip
  },
  save_copy: {
    title: 'Save a copy as…',
    menu: 'Clip',
    shortcut: { key: 's', mod: true, shift: true },
    places: onClip
  },
  copy_prompt: {
    title: 'Copy prompt',
    menu: 'Clip',
    shortcut: { key: 'c', mod: true, shift: true },
    places: onClip
  },
  copy_link: { title: 'Copy link', menu: 'Clip' },
  copy_request: { title: 'Copy prompt and settings', menu: 'Clip' },
  copy_report: { title: 'Copy support report', menu: 'Clip' },
  same_prompt: { title: 'Show all clips of this prompt', menu: 'Clip' },
  reveal: {
    title: 'Show in the file manager',
    menu: 'Clip',
    shortcut: { key: 'r', mod: true },
    places: onClip,
    onMac: { title: 'Reveal in Finder' }
  },
  rename_files: { title: 'Rename files…', menu: 'Clip' },
  restore: { title: 'Restore', menu: 'Clip', places: inLibrary },
  trash: {
    title: 'Move to trash',
    menu: 'Clip',
    shortcut: { key: 'Delete' },
    places: onClip,
    onMac: { shortcut: { key: 'Backspace', mod: true } }
  },
  erase: {
    title: 'Delete for good…',
    menu: 'Clip',
    shortcut: { key: 'Delete', shift: true },
    places: inLibrary,
    onMac: { shortcut: { key: 'Backspace', mod: true, shift: true } }
  },
  select_all: { title: 'Select all', menu: 'Clip', shortcut: { key: 'a', mod: true }, places: inLibrary },
  undo: { title: 'Undo', menu: 'Clip', shortcut: { key: 'z', mod: true }, places: everywhere },
  redo: { title: 'Redo', menu: 'Clip', shortcut: { key: 'z', mod: true, shift: true }, places: everywhere },
  rate_5: { title: '5 stars', menu: 'Rating', shortcut: { key: '5' }, places: everywhere },
  rate_4: { title: '4 stars', menu: 'Rating', shortcut: { key: '4' }, places: everywhere },
  rate_3: { title: '3 stars', menu: 'Rating', shortcut: { key: '3' }, places: everywhere },
  rate_2: { title: '2 stars', menu: 'Rating', shortcut: { key: '2' }, places: everywhere },
  rate_1: { title: '1 star', menu: 'Rating', shortcut: { key: '1' }, places: everywhere },
  rate_0: { title: 'No stars', menu: 'Rating', shortcut: { key: '0' }, places: everywhere },
  reject: { title: 'Reject, or take that back', menu: 'Rating', shortcut: { key: 'x' }, places: everywhere },
  favourite: { title: 'Favourite, or not', menu: 'Rating', shortcut: { key: 'h' }, places: everywhere },
  circle: {
    title: 'Circle the take, or not',
    menu: 'Rating',
    shortcut: { key: 'o' },
    places: ['library', 'board', 'compare']
  },
  circle_viewed: {
    title: 'Circle this take, or not',
    menu: 'Rating',
    shortcut: { key: 'o', shift: true },
    places: inViewer
  },
  tag: { title: 'Tags…', menu: 'Rating', shortcut: { key: 't' } },
  into_shot: { title: 'Move to a shot…', menu: 'Rating', shortcut: { key: 's' } },
  to_previous_shot: {
    title: 'Move the take to the shot above',
    menu: 'Rating',
    shortcut: { key: 'ArrowUp', alt: true, shift: true },
    places: onBoard
  },
  to_next_shot: {
    title: 'Move the take to the shot below',
    menu: 'Rating',
    shortcut: { key: 'ArrowDown', alt: true, shift: true },
    places: onBoard
  },
  open_viewer: { title: 'Open in the viewer', menu: 'Playback' },
  compare: { title: 'Compare clips', menu: 'Playback', shortcut: { key: 'c' }, places: onClip },
  play: { title: 'Play or pause', menu: 'Playback', shortcut: { key: ' ' }, places: everywhere },
  play_backwards: {
    title: 'Play backwards, faster with each press',
    menu: 'Playback',
    shortcut: { key: 'j' },
    places: everywhere
  },
  stop: {
    title: 'Stop, or hold to step with J and L',
    menu: 'Playback',
    shortcut: { key: 'k' },
    places: everywhere
  },
  play_forwards: {
    title: 'Play forwards, faster with each press',
    menu: 'Playback',
    shortcut: { key: 'l' },
    places: everywhere
  },
  frame_back: {
    title: 'One frame back',
    menu: 'Playback',
    shortcut: { key: ',' },
    places: everywhere,
    repeats: true
  },
  frame_forward: {
    title: 'One frame forward',
    menu: 'Playback',
    shortcut: { key: '.' },
    places: everywhere,
    repeats: true
  },
  previous_clip: {
    title: 'Previous clip',
    menu: 'Playback',
    shortcut: { key: 'ArrowLeft' },
    places: inViewer,
    repeats: true
  },
  next_clip: {
    title: 'Next clip',
    menu: 'Playback',
    shortcut: { key: 'ArrowRight' },
    places: inViewer,
    repeats: true
  },
  previous_edge: {
    title: 'Back to out, in or start',
    menu: 'Playback',
    shortcut: { key: 'ArrowUp' },
    places: inViewer
  },
  next_edge: {
    title: 'On to in, out or end',
    menu: 'Playback',
    shortcut: { key: 'ArrowDown' },
    places: inViewer
  },
  mark_in: { title: 'Mark in', menu: 'Playback', shortcut: { key: 'i' }, places: inViewer },
  mark_out: { title: 'Mark out', menu: 'Playback', shortcut: { key: 'o' }, places: inViewer },
  clear_in: { title: 'Clear in', menu: 'Playback', shortcut: { key: 'i', alt: true }, places: inViewer },
  clear_out: { title: 'Clear out', menu: 'Playback', shortcut: { key: 'o', alt: true }, places: inViewer },
  clear_marks: {
    title: 'Clear in and out',
    menu: 'Playback',
    shortcut: { key: 'x', alt: true },
    places: inViewer
  },
  loop: { title: 'Loop', menu: 'Playback', shortcut: { key: 'l', shift: true }, places: everywhere },
  mute: { title: 'Mute', menu: 'Playback', shortcut: { key: 'm' }, places: everywhere },
  save_frame: {
    title: 'Save this frame as PNG',
    menu: 'Playback',
    shortcut: { key: 'p' },
    places: inViewer
  },
  previous_pane: {
    title: 'Previous pane',
    menu: 'Playback',
    shortcut: { key: 'ArrowLeft' },
    places: inCompare
  },
  next_pane: { title: 'Next pane', menu: 'Playback', shortcut: { key: 'ArrowRight' }, places: inCompare },
  swap_panes: {
    title: 'Move the pane on',
    menu: 'Playback',
    shortcut: { key: 'ArrowRight', shift: true },
    places: inCompare
  },
  shift_back: {
    title: 'Offset one frame earlier',
    menu: 'Playback',
    shortcut: { key: '[' },
    places: inCompare,
    repeats: true
  },
  shift_forward: {
    title: 'Offset one frame later',
    menu: 'Playback',
    shortcut: { key: ']' },
    places: inCompare,
    repeats: true
  },
  hear: { title: 'Hear only this pane', menu: 'Playback', shortcut: { key: 'a' }, places: inCompare },
  wipe: { title: 'Wipe between two clips', menu: 'View', shortcut: { key: 'w' }, places: inCompare },
  differences: {
    title: 'Show or hide the differences',
    menu: 'View',
    shortcut: { key: 'd' },
    places: inCompare
  },
  search: { title: 'Search', menu: 'View', shortcut: { key: 'f', mod: true }, whileTyping: true },
  saved_searches: { title: 'Edit saved searches…', menu: 'View' },
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
  next_part: {
    title: 'Go to the next part of the window',
    menu: 'View',
    shortcut: { key: 'F6' },
    whileTyping: true
  },
  toggle_inspector: {
    title: 'Show or hide the inspector',
    menu: 'View',
    shortcut: { key: '3', mod: true },
    whileTyping: true
  },
  shots: { title: 'Show the shots, or the clips', menu: 'View', shortcut: { key: 'b' } },
  queue: { title: 'Show or hide the queue', menu: 'View' },
  actual_size: { title: 'Zoom to 100 %, or fit', menu: 'View', shortcut: { key: 'z' }, places: inViewer },
  full_screen: { title: 'Full screen', menu: 'View', shortcut: { key: 'f' }, places: inViewer },
  palette: {
    title: 'Find an action',
    menu: 'Help',
    shortcut: { key: 'k', mod: true },
    places: everywhere,
    whileTyping: true
  },
  shortcuts: { title: 'Keyboard shortcuts', menu: 'Help', shortcut: { key: '?' }, places: everywhere },
  why_no_drop: { title: 'If drag and drop doesn’t work', menu: 'Help', places: everywhere },
  check_updates: { title: 'Check for updates', menu: 'Help', places: everywhere },
  report_problem: { title: 'Report a problem…', menu: 'Help', places: everywhere },
  copy_diagnostics: { title: 'Copy diagnostics', menu: 'Help', places: everywhere },
  show_log: { title: 'Show log', menu: 'Help', places: everywhere }
} as const satisfies Readonly<Record<string, ListedAction>>

export type ActionName = keyof typeof list
export const actionNames = Object.keys(list) as [ActionName, ...ActionName[]]

/** Returns an action as it is named and pressed on this system. */
export function actionInfo(name: ActionName, isMac: boolean): ActionInfo {
  const { onMac, places = inColumns, ...info }: ListedAction = list[name]
  return { ...info, places, ...(isMac && onMac) }
}
