/** An expected failure that the user can fix: its message is printed without a stack. */
export class Problem extends Error {
  name = 'Problem'
}

/** Prints one line to stderr, because a program may read a script's stdout. */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/** Runs a script's main function. A `Problem` prints one sentence; any other error is a bug and keeps its stack. */
export async function runScript(main) {
  try {
    process.exitCode = (await main()) ?? 0
  } catch (error) {
    say(error instanceof Problem ? error.message : error.stack)
    process.exitCode = 1
  }
}
