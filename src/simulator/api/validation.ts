import type { FurtherField, Model } from '../../shared/catalogue/model'
import { isOffered, parameters, type Parameter } from '../../shared/catalogue/parameters'

/** Validation errors of a submit, in the API's wording. */
export interface Issue {
  readonly field: string
  readonly message: string
}

type Body = Readonly<Record<string, unknown>>
type Check = (value: unknown) => string | null

/** Validates a submit as strictly as the strictest observed models: no unknown field. */
export function issueWith(body: Body, model: Model | undefined): Issue | null {
  if (body['prompt'] === undefined || body['prompt'] === null || body['prompt'] === '') {
    return { field: 'prompt', message: 'prompt is required' }
  }
  if (body['model_id'] === undefined || body['model_id'] === '') {
    return { field: 'model_id', message: 'model_id is required' }
  }
  const checks: Readonly<Record<string, Check>> = { ...commonFields, ...(model ? fieldsOf(model) : {}) }
  for (const [field, value] of Object.entries(body)) {
    const check = checks[field]
    if (!check && !model) continue
    const complaint = check ? check(value) : 'is invalid'
    if (complaint !== null) return { field, message: `${field} ${complaint}` }
  }
  return null
}

const string: Check = (value) => (typeof value === 'string' ? null : 'must be a string')
const boolean: Check = (value) => (typeof value === 'boolean' ? null : 'must be true or false')
const onlyNull: Check = (value) => (value === null ? null : 'is invalid')
const stringOrNull: Check = (value) => (value === null ? null : string(value))
const oneOf =
  (choices: readonly string[]): Check =>
  (value) =>
    string(value) ?? (choices.includes(value as string) ? null : 'is invalid')

const furtherField = (field: FurtherField): Check => {
  switch (field.kind) {
    case 'boolean':
      return boolean
    case 'number':
      return (value) => {
        if (typeof value !== 'number') return 'must be a number'
        return field.choices.includes(value) ? null : 'is invalid'
      }
    case 'url':
      return (value) => string(value) ?? (URL.canParse(value as string) ? null : 'must be a valid URL')
  }
}

const commonFields: Readonly<Record<string, Check>> = {
  key: string,
  model_id: string,
  prompt: (value) => string(value) ?? ((value as string).trim() === '' ? 'is required' : null),
  duration: string
}

/** Returns a check for each field in a model's catalogue row. */
function fieldsOf(model: Model): Readonly<Record<string, Check>> {
  return Object.fromEntries([
    ...parameters.flatMap((parameter) => {
      const check = parameterCheck(parameter, model)
      return check ? [[parameter.apiName, check] as const] : []
    }),
    ...Object.entries(model.further ?? {}).map(([name, field]) => [name, furtherField(field)] as const)
  ])
}

/** Returns null for a parameter that the model does not take. `duration` is refused, as it is a common field. */
function parameterCheck(parameter: Parameter, model: Model): Check | null {
  switch (parameter.kind) {
    case 'seconds': {
      const seconds = model[parameter.offer]
      return seconds ? duration(seconds.choices) : () => 'is invalid'
    }
    case 'shape':
    case 'size': {
      const offer = model[parameter.offer]
      return offer ? oneOf(offer.choices) : null
    }
    case 'switch':
      return isOffered(parameter, model) ? boolean : null
    case 'text': {
      const { nullOffer } = parameter
      const takesNull = nullOffer !== undefined && model[nullOffer] === true
      if (!isOffered(parameter, model)) return takesNull ? onlyNull : null
      return nullOffer === undefined ? string : stringOrNull
    }
  }
}

const duration =
  (choices: readonly number[]): Check =>
  (value) => {
    const complaint = string(value)
    if (complaint !== null) return complaint
    if (choices.map(String).includes(value as string)) return null
    const seconds = Number(value)
    const low = Math.min(...choices)
    const high = Math.max(...choices)
    return seconds >= low && seconds <= high ? 'is invalid' : `must be between ${low} and ${high}`
  }
