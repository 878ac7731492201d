/** Fields of a template for file names, each with what it stands for. */
export const nameFieldTitles = {
  date: 'Day it was made',
  time: 'Time it was made',
  project: 'Project',
  shot: 'Shot',
  take: 'Take',
  variation: 'What differs in its batch',
  words: 'First words of the prompt',
  prompt: 'Prompt',
  model: 'Model',
  aspect: 'Aspect ratio',
  duration: 'Length',
  seed: 'Seed',
  id: 'Id'
} as const

export type NameFieldName = keyof typeof nameFieldTitles
export const nameFieldNames = Object.keys(nameFieldTitles) as readonly NameFieldName[]

/** Use of fields in a template: the first that has a value. */
export interface FieldUse {
  readonly names: readonly NameFieldName[]
  /** Most letters of the value; null for all. */
  readonly most: number | null
}

/** Part of a template between spaces. */
export type TemplatePart = readonly (string | FieldUse)[]

/** Template of new libraries. */
export const defaultNameTemplate =
  '{date} {shot or words} {variation} t{take} {model} {aspect} {duration} {id}'

/** Longest template, in UTF-16 units. */
export const longestTemplate = 200
const mostLetters = 100

/** Template that cannot be used, with a sentence that says why. */
class TemplateError extends Error {
  override readonly name = 'TemplateError'
}

/**
 * Returns the parts of a template: texts and fields in braces. `{shot or words}` is the first of them that has a value;
 * `{prompt:24}` is cut to 24 letters.
 *
 * @throws TemplateError
 */
export function parseTemplate(template: string): readonly TemplatePart[] {
  if (template.length > longestTemplate) throw new TemplateError('This template is too long.')
  const braces = template.replace(/\{[^{}]*\}/g, '')
  if (braces.includes('{')) throw new TemplateError('A “{” isn’t closed with “}”.')
  if (braces.includes('}')) throw new TemplateError('A “}” has no “{” before it.')
  // Names with spaces in braces belong together.
  const parts = (template.match(/(?:\{[^{}]*\}|[^\s{}])+/g) ?? []).map(parsePart)
  if (!parts.some((part) => part.some((piece) => typeof piece !== 'string')))
    throw new TemplateError('Add at least one field, such as {words}.')
  return parts
}

/** Returns why a template cannot be used; null when it can. */
export function problemOfTemplate(template: string): string | null {
  try {
    parseTemplate(template)
    return null
  } catch (error) {
    if (error instanceof TemplateError) return error.message
    throw error
  }
}

const parsePart = (part: string): TemplatePart =>
  part
    .split(/(\{[^{}]*\})/)
    .filter((piece) => piece !== '')
    .map((piece) => (piece.startsWith('{') ? parseUse(piece.slice(1, -1)) : piece))

function parseUse(text: string): FieldUse {
  const [fields = '', length, ...more] = text.split(':')
  const names = fields.trim().split(/\s+or\s+/)
  const unknown = names.find((name) => !isField(name))
  if (unknown !== undefined)
    throw new TemplateError(unknown === '' ? 'A field has no name.' : `“${unknown}” isn’t a field.`)
  if (length === undefined) return { names: names.filter(isField), most: null }
  const most = /^\s*\d{1,3}\s*$/.test(length) ? Number(length) : 0
  if (more.length > 0 || most < 1 || most > mostLetters)
    throw new TemplateError(`The length of “${fields.trim()}” is a number from 1 to ${mostLetters}.`)
  return { names: names.filter(isField), most }
}

const isField = (name: string): name is NameFieldName => Object.hasOwn(nameFieldTitles, name)
