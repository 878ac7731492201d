/** How the program was started. Switches of Chromium and of test drivers are passed over. */
export interface LaunchOptions {
  readonly demo: boolean
}

/** Whoever can set them could look into a window that shows a user's account, or run code of his own in it. */
export const debuggingSwitches = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  'inspect',
  'inspect-brk',
  'js-flags',
  'load-extension',
  'disable-web-security',
  'auto-open-devtools-for-tabs'
] as const

/** Takes back what a released program is not to be started with; to be called before Chromium looks at it. */
export function dropDebuggingSwitches(commandLine: { removeSwitch(name: string): void }): void {
  for (const name of debuggingSwitches) commandLine.removeSwitch(name)
}

/** Chromium hands 32 KiB over to the program that runs already; for a longer line it kills that one and takes over. */
const longestLine = 16_384
const longestWord = 1_024
const longestKept = 4_096

/** The arguments to start with instead, where all of them would be too much to hand over; null where they would not. */
export function shortenedArguments(args: readonly string[]): readonly string[] | null {
  const lengthOf = (words: readonly string[]): number => Buffer.byteLength(words.join(' '))
  if (lengthOf(args) <= longestLine) return null
  const words = args.filter((word) => lengthOf([word]) <= longestWord)
  return words.filter((_word, index) => lengthOf(words.slice(0, index + 1)) <= longestKept)
}

export function readLaunchOptions(argv: readonly string[]): LaunchOptions {
  return { demo: argv.includes('--demo') }
}
