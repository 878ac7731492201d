import { debuggingSwitches } from './launch-options'

/** Switches of Chromium that change how the program looks or runs, and nothing of what it sends or to whom. */
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
  // Made by the system or by a second start.
  'original-process-start-time',
  'squirrel-firstrun'
])

/** Features by name, which desktop files and guides for Wayland turn on. */
const harmlessFeatures = new Set([
  'UseOzonePlatform',
  'WaylandWindowDecorations',
  'WaylandFractionalScaleV1',
  'WebRTCPipeWireCapturer',
  'VaapiVideoDecoder',
  'VaapiVideoDecodeLinuxGL'
])

/** These are taken back before Chromium looks at them. */
const takenBack: ReadonlySet<string> = new Set(debuggingSwitches)

/** Variables that make what is sent readable, or a certificate worth nothing, for whoever set them. */
const harmfulVariables = [
  'SSLKEYLOGFILE',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'NODE_DEBUG',
  'NODE_DEBUG_NATIVE'
] as const

/**
 * Returns the switches that a released program is not started with: everything that is not known to be harmless.
 * Chromium can log all that is sent, the key included, or send it by way of another computer.
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

/** The sentence for whoever started the program so; null where nothing is wrong. */
export function refusedSwitchesSentence(args: readonly string[]): string | null {
  const names = refusedSwitches(args).map((word) => word.split('=', 1)[0]?.slice(0, 60))
  if (names.length === 0) return null
  const list = new Intl.ListFormat('en-GB').format([...new Set(names.map(String))].slice(0, 10))
  return `Dailies does not take ${list}: it could show or send your key to others. Start it without.`
}

/** Takes away variables that could lay open what is sent; to be called before anything is sent. */
export function dropHarmfulVariables(environment: NodeJS.ProcessEnv): void {
  for (const name of harmfulVariables) Reflect.deleteProperty(environment, name)
}
