/** How the program was started. Switches of Chromium and of test drivers are passed over. */
export interface LaunchOptions {
  readonly demo: boolean
}

export function readLaunchOptions(argv: readonly string[]): LaunchOptions {
  return { demo: argv.includes('--demo') }
}
