import * as z from 'zod'
import { HotFolder, mostHotFolders } from './library/hot-folders'
import { ItemId } from './library/items'
import { Sort } from './library/sorts'
import { Microdollars } from './money/money'
import { defaultNameTemplate, problemOfTemplate } from './names/name-template'
import { defaultTimelineOptions, TimelineOptions } from './timelines/targets'

/** Longest time that a press is held, so that it can be undone. */
export const longestUndoSeconds = 10

/** Most projects in the menu of recent ones. */
export const mostRecentProjects = 8

/** Smallest and largest width of a column, in pixels. */
export interface WidthLimits {
  readonly narrowest: number
  readonly widest: number
}
export const composerWidths: WidthLimits = { narrowest: 288, widest: 520 }
export const inspectorWidths: WidthLimits = { narrowest: 320, widest: 640 }

const Width = ({ narrowest, widest }: WidthLimits) => z.int().min(narrowest).max(widest).nullable()

const Cap = Microdollars.min(0).max(1_000_000_000_000).nullable()

/** Settings that the window may change, each with its default. */
const windowSettings = {
  /** Whether closing the app while clips run is asked about. */
  asksBeforeClosing: z.boolean().default(true),
  /** How many generations may run at ModelsLab at once: 5, 10 or 15 by plan. */
  maximumParallel: z.int().min(1).max(15).default(5),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** What is in the middle of the window. */
  room: z.enum(['grid', 'shots']).default('grid'),
  /** How large clips are drawn; `list` draws a row of a table each. */
  tileSize: z.enum(['small', 'medium', 'large', 'list']).default('medium'),
  sort: Sort.default('newest'),
  composerOpen: z.boolean().default(true),
  inspectorOpen: z.boolean().default(true),
  /** Project that new clips are put into. */
  currentProject: ItemId.nullable().default(null),
  /** Widths of the columns in pixels; null for the usual ones. */
  composerWidth: Width(composerWidths).default(null),
  inspectorWidth: Width(inspectorWidths).default(null),
  /** How the last timeline was exported. */
  timeline: TimelineOptions.default(defaultTimelineOptions),
  /** Of the player, from 0 to 1. */
  volume: z.number().min(0).max(1).default(1),
  muted: z.boolean().default(false),
  loop: z.boolean().default(false),
  /** Notifications while the window is not in front; `brief` leaves the prompt out, which others may read. */
  notifications: z.enum(['off', 'brief', 'prompt']).default('brief'),
  /** Spending caps for a day and for one press, as far as prices are known; null for no cap. */
  dayCapMicrodollars: Cap.default(null),
  batchCapMicrodollars: Cap.default(null),
  /** Template of the names of new clips and of copies. */
  fileNameTemplate: z
    .string()
    .refine((template) => problemOfTemplate(template) === null, 'isn’t a template for file names')
    .default(defaultNameTemplate),
  /** Whether each clip has a sidecar: an XMP file beside it with what is said about it. */
  sidecars: z.boolean().default(false),
  /** Whether to look for newer versions once a day, where the build has a feed. */
  checkForUpdates: z.boolean().default(false),
  /** How long a press is held before its first request is sent; 0 sends it at once. */
  undoSeconds: z.int().min(0).max(longestUndoSeconds).default(3),
  /** A press asks first above this many requests, or above this sum. */
  askAboveCount: z.int().min(1).max(64).default(8),
  askAboveMicrodollars: Microdollars.min(0).max(1_000_000_000_000).default(10_000_000)
}

/** The user's settings, kept between runs. Defaults are declared here and nowhere else. */
export const Settings = z.strictObject({
  version: z.literal(1),
  /** Absolute path; null means the default, `Videos/Dailies`. */
  libraryFolder: z.string().nullable().default(null),
  sendingPaused: z.boolean().default(false),
  /** Projects that the user worked in, the last one first. */
  recentProjects: z.array(ItemId).max(mostRecentProjects).default([]),
  /** Folders that chosen clips are mirrored into, each chosen in a dialog of the main process. */
  hotFolders: z.array(HotFolder).max(mostHotFolders).default([]),
  ...windowSettings
})
export type Settings = z.infer<typeof Settings>

export const defaultSettings: Settings = Settings.parse({ version: 1 })

type WindowSettings = typeof windowSettings
type WithoutDefaults = { [Name in keyof WindowSettings]: ReturnType<WindowSettings[Name]['unwrap']> }

/** A patch names only what it changes: a default would overwrite the rest. */
const withoutDefaults = Object.fromEntries(
  Object.entries(windowSettings).map(([name, setting]) => [name, setting.unwrap()])
) as WithoutDefaults

/** Change by the window. The library folder is chosen in a dialog of the main process. */
export const SettingsPatch = z.strictObject(withoutDefaults).partial()
export type SettingsPatch = z.infer<typeof SettingsPatch>
