import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Model } from '../../src/shared/catalogue/model'
import { defaultModel, findModel, models } from '../../src/shared/catalogue/models'
import type { Wish } from '../support/window/composer'

export interface DemoOptions {
  readonly wish: Wish
  /** Prints one JSON object instead of readable lines. */
  readonly json: boolean
  readonly timeoutMs: number
  /** Folder for clip and screenshot. */
  readonly outFolder: string
  /** Another API instead of the simulator, and its key. */
  readonly api: { readonly url: string; readonly key: string } | null
}

/** Invalid option; its message is printed without a stack. */
export class OptionProblem extends Error {}

const defaultPrompt = 'a paper boat crossing a puddle'

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: false,
      options: {
        prompt: { type: 'string', default: defaultPrompt },
        json: { type: 'boolean', default: false },
        timeout: { type: 'string', default: '120' },
        model: { type: 'string' },
        aspect: { type: 'string' },
        duration: { type: 'string' },
        'no-audio': { type: 'boolean', default: false },
        out: { type: 'string', default: 'demo-output' },
        api: { type: 'string' }
      }
    }).values
  } catch (error) {
    // The first sentence names the option; the rest is about quoting.
    throw new OptionProblem(`${(error as Error).message.split(/\. /)[0]?.replace(/\.$/, '')}.`)
  }
}

function positive(option: string, text: string): number {
  const number = Number(text)
  if (text.trim() === '' || !Number.isFinite(number) || number <= 0)
    throw new OptionProblem(`--${option} takes a number of seconds, not “${text}”.`)
  return number
}

function modelNamed(id: string | undefined): Model {
  const model = id === undefined ? defaultModel : findModel(id)
  if (!model)
    throw new OptionProblem(`Unknown model “${id}”; known are ${models.map((known) => known.id).join(', ')}.`)
  return model
}

function oneOf<Value extends string | number>(
  option: string,
  value: Value,
  model: Model,
  choices: readonly Value[] | undefined
): Value {
  if (choices?.includes(value)) return value
  const offer = choices ? `takes ${choices.join(', ')}` : 'has no such setting'
  throw new OptionProblem(`--${option} ${value} does not fit: ${model.name} ${offer}.`)
}

function wishFrom(values: ReturnType<typeof read>): Wish {
  const model = modelNamed(values.model)
  if (values.prompt.trim() === '') throw new OptionProblem('--prompt is empty.')
  if (values['no-audio'] && model.generateAudio === undefined)
    throw new OptionProblem(`--no-audio does not fit: ${model.name} has no such setting.`)
  return {
    prompt: values.prompt,
    ...(values.model !== undefined && { modelId: model.id }),
    ...(values.aspect !== undefined && {
      aspectRatio: oneOf('aspect', values.aspect, model, model.aspectRatios?.choices)
    }),
    ...(values.duration !== undefined && {
      durationSeconds: oneOf(
        'duration',
        positive('duration', values.duration),
        model,
        model.durations?.choices
      )
    }),
    ...(values['no-audio'] && { generateAudio: false })
  }
}

function apiFrom(url: string | undefined, key: string | undefined): DemoOptions['api'] {
  if (url === undefined) return null
  if (!URL.canParse(url)) throw new OptionProblem(`--api takes the base address of an API, not “${url}”.`)
  if (!key)
    throw new OptionProblem('--api needs a key for that API in the environment variable DAILIES_API_KEY.')
  return { url, key }
}

export function readOptions(args: readonly string[], key: string | undefined): DemoOptions {
  const values = read(args)
  return {
    wish: wishFrom(values),
    json: values.json,
    timeoutMs: positive('timeout', values.timeout) * 1000,
    outFolder: resolve(values.out),
    api: apiFrom(values.api, key)
  }
}
