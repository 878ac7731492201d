import { parseArgs, type ParseArgsConfig } from 'node:util'
import { err, ok, type Result } from '@shared/result'

type FlagsOf<Flags extends NonNullable<ParseArgsConfig['options']>> = ReturnType<
  typeof parseArgs<{ options: Flags; allowPositionals: false }>
>['values']

/** Parses arguments that are all flags; an error is one sentence. */
export function readFlags<const Flags extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  flags: Flags
): Result<FlagsOf<Flags>, string> {
  try {
    return ok(parseArgs({ args: [...args], options: flags, allowPositionals: false }).values)
  } catch (cause) {
    const [sentence = ''] = (cause instanceof Error ? cause.message : String(cause)).split('\n')
    return err(sentence.replace(/\.?$/, '.'))
  }
}

/** Returns the whole number from 0 that a text is; null for any other text. */
export function wholeNumber(text: string): number | null {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
  return Number.isSafeInteger(value) ? value : null
}
