/** Prints the models Dailies knows: `npm run catalogue`; `-- --help` lists the options. */
import { parseArgs } from 'node:util'
import type { Model } from '../src/shared/catalogue/model'
import { mergeModels, type ModelChoice, type ModelList } from '../src/shared/catalogue/model-list'
import { models } from '../src/shared/catalogue/models'
import { exactDollars } from '../src/shared/money/money'
import { savedModels } from './saved-models'

const help = `npm run catalogue -- [--json] [--user-data-dir DIR]

  --json               for programs: an array with an object for each model
  --user-data-dir DIR  also the models that the Dailies with this folder remembers: those you added by their id,
                       and those of ModelsLab's list when it was last refreshed; nothing is changed there
  --help               this text`

const columns: readonly (readonly [string, (choice: ModelChoice) => string])[] = [
  ['ID', ({ model }) => model.id],
  ['NAME', ({ model }) => model.name],
  ['PROVIDER', ({ model }) => model.provider],
  ['SECONDS', ({ model }) => choices(model.durations?.choices)],
  ['ASPECT RATIO', ({ model }) => choices(model.aspectRatios?.choices)],
  ['RESOLUTION', ({ model }) => choices(model.resolutions?.choices)],
  ['FURTHER', ({ model }) => furtherOf(model)],
  ['ABOUT', ({ model }) => priceOf(model)],
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

function statusOf({ model: { status }, presence }: ModelChoice): string {
  const words = status.kind === 'withdrawn' ? `withdrawn ${status.since}` : status.kind.replaceAll('_', ' ')
  return presence === 'vanished' ? `${words}, not listed now` : words
}

function table(list: ModelList): string {
  const rows = [
    columns.map(([title]) => title),
    ...list.map((choice) => columns.map(([, cell]) => cell(choice)))
  ]
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)))
  const line = (row: readonly string[]): string =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd()
  return rows.map(line).join('\n')
}

interface Options {
  readonly json: boolean
  readonly help: boolean
  readonly 'user-data-dir'?: string
}

function readOptions(): Options {
  try {
    return parseArgs({
      options: {
        json: { type: 'boolean', default: false },
        'user-data-dir': { type: 'string' },
        help: { type: 'boolean', default: false }
      }
    }).values
  } catch (error) {
    // The first sentence names the option; the rest is about quoting.
    const [sentence = 'This takes no such option'] = (error as Error).message.split(/\. |\.$|\n/)
    return giveUp(`${sentence}: this takes --json, --user-data-dir DIR, or nothing.`)
  }
}

function listOf(userDataFolder: string | undefined): ModelList {
  const nothing = { custom: [], listing: null }
  try {
    const saved = userDataFolder === undefined ? nothing : savedModels(userDataFolder)
    return mergeModels({ catalogue: models, ...saved })
  } catch (error) {
    return giveUp(`${(error as Error).message}.`)
  }
}

function giveUp(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}

const options = readOptions()
if (options.help) console.log(help)
else {
  const list = listOf(options['user-data-dir'])
  const rows = list.map(({ model, origin, presence }) => ({ ...model, origin, presence }))
  console.log(options.json ? JSON.stringify(rows, null, 2) : table(list))
}
