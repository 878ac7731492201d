import { defaultSettings, Settings } from '@shared/settings'

/** Result of reading a settings file: valid settings, and whether anything had to be left out. */
export interface ReadSettings {
  readonly settings: Settings
  /** Settings that this version does not know. */
  readonly unknown: Readonly<Record<string, unknown>>
  readonly isDamaged: boolean
}

/**
 * Reads the text of a settings file. Each valid setting is kept, whatever the rest looks like. Unknown names
 * are kept as they are: a newer version may have written them.
 *
 * @param lastGood Settings for whatever is not valid in the file.
 */
export function readSettings(text: string, lastGood = defaultSettings): ReadSettings {
  const stored = parseObject(text)
  if (!stored) return { settings: lastGood, unknown: {}, isDamaged: true }
  const settings: Record<string, unknown> = { ...defaultSettings }
  let isDamaged = false
  for (const [name, schema] of Object.entries(Settings.shape)) {
    if (name === 'version' || !Object.hasOwn(stored, name)) continue
    const parsed = schema.safeParse(stored[name])
    if (parsed.success) settings[name] = parsed.data
    else {
      settings[name] = lastGood[name as keyof Settings]
      isDamaged = true
    }
  }
  const unknown = Object.fromEntries(
    Object.entries(stored).filter(([name]) => !Object.hasOwn(Settings.shape, name))
  )
  return { settings: Settings.parse(settings), unknown, isDamaged }
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as Readonly<Record<string, unknown>>) : null
  } catch {
    return null
  }
}
