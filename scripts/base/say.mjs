/** A failure that the reader can do something about: its message is shown as it is, without a stack. */
export class Problem extends Error {
  name = 'Problem'
}

/** One plain line for the reader. On stderr, because a script's stdout may be read by a program. */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/** Runs a script's main function; a problem ends it with one sentence, anything else is a bug and keeps its stack. */
export async function runScript(main) {
  try {
    process.exitCode = (await main()) ?? 0
  } catch (error) {
    say(error instanceof Problem ? error.message : error.stack)
    process.exitCode = 1
  }
}
