/** Options on the command line. Switches of Chromium and of test drivers are ignored. */
export interface LaunchOptions {
  readonly demo: boolean
}

/** With these, another program could read the window of a user's account or run code in it. */
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

/** Removes debugging switches from a released program; call before Chromium reads them. */
export function dropDebuggingSwitches(commandLine: { removeSwitch(name: string): void }): void {
  for (const name of debuggingSwitches) commandLine.removeSwitch(name)
}

/** Chromium passes at most 32 KiB to the running instance; for a longer line it kills that instance. */
const longestLine = 16_384
const longestWord = 1_024
const longestKept = 4_096

/** Returns shortened arguments to restart with; null if all of them can be passed on. */
export function shortenedArguments(args: readonly string[]): readonly string[] | null {
  const lengthOf = (words: readonly string[]): number => Buffer.byteLength(words.join(' '))
  if (lengthOf(args) <= longestLine) return null
  const words = args.filter((word) => lengthOf([word]) <= longestWord)
  return words.filter((_word, index) => lengthOf(words.slice(0, index + 1)) <= longestKept)
}

export function readLaunchOptions(argv: readonly string[]): LaunchOptions {
  return { demo: argv.includes('--demo') }
}
