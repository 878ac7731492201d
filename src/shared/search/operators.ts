import { GenerationId, GenerationState } from '../generation'
import { foldText } from '../prompts/search-text'
import { tagKey } from '../library/annotations'
import type { ItemKind } from '../library/items'
import { readAspect, readCost, readPeriod, readSeconds, readStars } from './values'
import { features, type Filter, type Range, type Term } from './search'

/** An operator of the search: how its value is read, and what is offered while it is typed. */
interface Operator {
  /** Says what it finds, in the list of completions. */
  readonly about: string
  readonly examples: readonly string[]
  /** Returns null for a value that says nothing. `nowMs` is the time that `today` is counted from. */
  readonly read: (value: string, nowMs: number) => Term | Filter | null
}

/** States by the words that the window has for them. */
const stateWords: Readonly<Record<string, readonly GenerationState[]>> = {
  waiting: ['queued'],
  sending: ['submitting'],
  making: ['processing'],
  ...Object.fromEntries(GenerationState.options.map((state) => [state, [state]]))
}

const isFeature = (value: string): value is (typeof features)[number] =>
  (features as readonly string[]).includes(value)

const inItem =
  (item: ItemKind) =>
  (value: string): Filter => ({ kind: 'item', item, name: foldText(value) })

export const operators = {
  model: {
    about: 'part of the model’s name',
    examples: [],
    read: (value) => ({ kind: 'term', place: 'model', text: foldText(value) })
  },
  aspect: {
    about: 'shape of the picture',
    examples: ['16:9', '9:16', '1:1', 'landscape', 'portrait', 'square'],
    read: (value) => withRange('aspect', readAspect(value))
  },
  duration: {
    about: 'length in seconds',
    examples: ['8', '>5', '4..6'],
    read: (value) => withRange('duration', readSeconds(value))
  },
  state: {
    about: 'how far a clip is',
    examples: Object.keys(stateWords),
    read: (value) => {
      const states = Object.hasOwn(stateWords, value) ? stateWords[value] : undefined
      return states ? { kind: 'state', states } : null
    }
  },
  before: {
    about: 'made before a day, month or year',
    examples: ['today', 'yesterday'],
    read: (value, nowMs) => {
      const period = readPeriod(value, nowMs)
      return period && { kind: 'created', from: null, to: period.from }
    }
  },
  after: {
    about: 'made on or after a day, month or year',
    examples: ['today', 'yesterday'],
    read: (value, nowMs) => {
      const period = readPeriod(value, nowMs)
      return period && { kind: 'created', from: period.from, to: null }
    }
  },
  cost: {
    about: 'cost in dollars',
    examples: ['>1', '0.5..2'],
    read: (value) => withRange('cost', readCost(value))
  },
  stars: {
    about: 'rating from 0 to 5',
    examples: ['>0', '3', '>3', '5', '0'],
    read: (value) => withRange('stars', readStars(value))
  },
  tag: { about: 'one of its tags', examples: [], read: (value) => ({ kind: 'tag', tag: tagKey(value) }) },
  project: { about: 'part of the project’s name', examples: [], read: inItem('project') },
  shot: { about: 'part of the shot’s name', examples: [], read: inItem('shot') },
  collection: { about: 'part of a collection’s name', examples: [], read: inItem('collection') },
  edit: {
    about: 'part of the name of an editor’s project that has it',
    examples: [],
    read: (value) => ({ kind: 'edit', name: foldText(value) })
  },
  same: {
    about: 'the prompt of a clip, by its ID',
    examples: [],
    read: (value) => {
      const { data: as } = GenerationId.safeParse(value)
      return as ? { kind: 'same_prompt', as } : null
    }
  },
  is: {
    about: 'what is special about a clip',
    examples: features,
    read: (value) => (isFeature(value) ? { kind: 'is', feature: value } : null)
  }
} as const satisfies Readonly<Record<string, Operator>>

/** Returns the search for all clips of a clip's prompt. */
export const samePrompt = (id: GenerationId): string => `same:${id}`

/** Returns what a chip says: an ID means nothing to anybody. */
export const chipWords = (chip: string): string =>
  /^-?same:./.test(chip) ? `${chip.startsWith('-') ? 'not the ' : ''}same prompt` : chip

export type OperatorName = keyof typeof operators
export const operatorNames = Object.keys(operators) as readonly OperatorName[]
export const isOperator = (name: string): name is OperatorName => Object.hasOwn(operators, name)

const withRange = (kind: 'aspect' | 'duration' | 'cost' | 'stars', range: Range | null): Filter | null =>
  range && { kind, ...range }
