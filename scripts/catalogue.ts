/** Prints the models Dailies knows: `npm run catalogue`, or `npm run catalogue -- --json` for programs. */
import { parseArgs } from 'node:util'
import type { Model } from '../src/shared/catalogue/model'
import { models } from '../src/shared/catalogue/models'
import { exactDollars } from '../src/shared/money'

const columns: readonly (readonly [string, (model: Model) => string])[] = [
  ['ID', ({ id }) => id],
  ['NAME', ({ name }) => name],
  ['PROVIDER', ({ provider }) => provider],
  ['SECONDS', ({ durations }) => choices(durations?.choices)],
  ['ASPECT RATIO', ({ aspectRatios }) => choices(aspectRatios?.choices)],
  ['RESOLUTION', ({ resolutions }) => choices(resolutions?.choices)],
  ['FURTHER', furtherOf],
  ['ABOUT', priceOf],
  ['STATUS', statusOf]
]

function choices(values: readonly (string | number)[] | undefined): string {
  if (!values) return '–'
  const [first, second] = values
  const isRange = values.length > 5 && typeof first === 'number' && second === first + 1
  return isRange ? `${first}–${values.at(-1)}` : values.join(' ')
}

function furtherOf(model: Model): string {
  const names = [
    ...(model.generateAudio === undefined ? [] : ['audio']),
    ...(model.negativePrompt ? ['negative'] : []),
    ...(model.enhancePrompt === undefined ? [] : ['enhance']),
    ...Object.keys(model.further ?? {})
  ]
  return names.length > 0 ? names.join(' ') : '–'
}

function priceOf({ price }: Model): string {
  return price ? `${exactDollars(price.microdollars)}/${price.per === 'second' ? 's' : 'video'}` : '–'
}

function statusOf({ status }: Model): string {
  return status.kind === 'withdrawn' ? `withdrawn ${status.since}` : status.kind.replaceAll('_', ' ')
}

function table(): string {
  const rows = [
    columns.map(([title]) => title),
    ...models.map((model) => columns.map(([, cell]) => cell(model)))
  ]
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)))
  const line = (row: readonly string[]): string =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd()
  return rows.map(line).join('\n')
}

function wantsJson(): boolean {
  try {
    return parseArgs({ options: { json: { type: 'boolean', default: false } } }).values.json
  } catch (error) {
    // Its first sentence names the option; what follows is about quoting.
    const [sentence = 'This takes no such option'] = (error as Error).message.split(/\. |\.$/)
    console.error(`${sentence}: this takes --json, or nothing.`)
    process.exit(1)
  }
}

console.log(wantsJson() ? JSON.stringify(models, null, 2) : table())
