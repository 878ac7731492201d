import { debuggingSwitches } from './launch-options'

/** Chromium switches that change how the program looks or runs, but not what it sends or where. */
const harmless = new Set([
  'demo',
  'user-data-dir',
  'no-sandbox',
  'ozone-platform',
  'ozone-platform-hint',
  'enable-wayland-ime',
  'wayland-text-input-version',
  'gtk-version',
  'force-device-scale-factor',
  'high-dpi-support',
  'force-dark-mode',
  'force-high-contrast',
  'force-prefers-reduced-motion',
  'force-renderer-accessibility',
  'lang',
  'disable-gpu',
  'disable-gpu-compositing',
  'disable-software-rasterizer',
  'disable-dev-shm-usage',
  'ignore-gpu-blocklist',
  'use-gl',
  'use-angle',
  // Added by the system or by a second start.
  'original-process-start-time',
  'squirrel-firstrun'
])

/** Features that desktop files and guides for Wayland enable. */
const harmlessFeatures = new Set([
  'UseOzonePlatform',
  'WaylandWindowDecorations',
  'WaylandFractionalScaleV1',
  'WebRTCPipeWireCapturer',
  'VaapiVideoDecoder',
  'VaapiVideoDecodeLinuxGL'
])

/** Removed before Chromium reads them. */
const takenBack: ReadonlySet<string> = new Set(debuggingSwitches)

/** Environment variables that expose traffic or disable certificate checks. */
const harmfulVariables = [
  'SSLKEYLOGFILE',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'NODE_DEBUG',
  'NODE_DEBUG_NATIVE'
] as const

/**
 * Returns the switches that a released program refuses: every one not known to be harmless.
 * Chromium can log all traffic, the key included, or send it through a proxy.
 */
function refusedSwitches(args: readonly string[]): readonly string[] {
  const end = args.indexOf('--')
  const words = end === -1 ? args : args.slice(0, end)
  return words.filter((word) => {
    const [, name = '', value = ''] = /^--?([^=]+)=?(.*)$/s.exec(word) ?? []
    if (!word.startsWith('-') || name.startsWith('psn_')) return false
    if (name === 'enable-features' || name === 'disable-features') return !hasOnlyHarmlessFeatures(value)
    return !harmless.has(name) && !takenBack.has(name)
  })
}

const hasOnlyHarmlessFeatures = (value: string): boolean =>
  value.split(',').every((feature) => harmlessFeatures.has(feature.trim()))

/** Returns a sentence that names the refused switches; null if there are none. */
export function refusedSwitchesSentence(args: readonly string[]): string | null {
  const names = refusedSwitches(args).map((word) => word.split('=', 1)[0]?.slice(0, 60))
  if (names.length === 0) return null
  const list = new Intl.ListFormat('en-GB').format([...new Set(names.map(String))].slice(0, 10))
  return `Dailies does not take ${list}: it could show or send your key to others. Start it without.`
}

/** Removes variables that could expose traffic; call before anything is sent. */
export function dropHarmfulVariables(environment: NodeJS.ProcessEnv): void {
  for (const name of harmfulVariables) Reflect.deleteProperty(environment, name)
}
