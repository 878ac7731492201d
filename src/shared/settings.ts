import * as z from 'zod'
import { Microdollars } from './money/money'

/** Longest time that a press is held for undo. */
export const longestUndoSeconds = 10

const UndoSeconds = z.int().min(0).max(longestUndoSeconds)
const Cap = Microdollars.min(0).max(1_000_000_000_000).nullable()

/** The user's settings. Defaults are here and nowhere else. */
export const Settings = z.strictObject({
  version: z.literal(1),
  /** Absolute path; null means the default, `Videos/Dailies`. */
  libraryFolder: z.string().nullable().default(null),
  /** Maximum number of generations that run at ModelsLab at once: 5, 10 or 15 by plan. */
  maximumParallel: z.int().min(1).max(15).default(5),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  sendingPaused: z.boolean().default(false),
  tileSize: z.enum(['small', 'medium', 'large']).default('medium'),
  composerOpen: z.boolean().default(true),
  inspectorOpen: z.boolean().default(true),
  muted: z.boolean().default(false),
  loop: z.boolean().default(false),
  /** Spending caps per day and per press, as far as prices are known; null for no cap. */
  dayCapMicrodollars: Cap.default(null),
  batchCapMicrodollars: Cap.default(null),
  /** How long a press is held before its first request is sent; 0 sends it at once. */
  undoSeconds: UndoSeconds.default(3),
  /** A press above this many requests, or this sum, asks first. */
  askAboveCount: z.int().min(1).max(64).default(8),
  askAboveMicrodollars: Microdollars.min(0).max(1_000_000_000_000).default(10_000_000)
})
export type Settings = z.infer<typeof Settings>

export const defaultSettings: Settings = Settings.parse({ version: 1 })

/** Settings that the window may change; the folder is chosen in a native dialog. */
export const SettingsPatch = z
  .strictObject({
    maximumParallel: z.int().min(1).max(15),
    theme: z.enum(['system', 'light', 'dark']),
    tileSize: z.enum(['small', 'medium', 'large']),
    composerOpen: z.boolean(),
    inspectorOpen: z.boolean(),
    muted: z.boolean(),
    loop: z.boolean(),
    dayCapMicrodollars: Cap,
    batchCapMicrodollars: Cap,
    undoSeconds: UndoSeconds,
    askAboveCount: z.int().min(1).max(64),
    askAboveMicrodollars: Microdollars.min(0).max(1_000_000_000_000)
  })
  .partial()
export type SettingsPatch = z.infer<typeof SettingsPatch>
