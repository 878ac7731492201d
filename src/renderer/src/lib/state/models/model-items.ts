import { withdrawal } from '@shared/catalogue/check-request'
import { writtenDay } from '@shared/local-day'
import type { Model } from '@shared/catalogue/model'
import type { ModelChoice, ModelList } from '@shared/catalogue/model-list'
import { formatDollars, type Microdollars } from '@shared/money/money'
import { limitsOf, rateOf } from '$lib/utils/words/price-words'

/** A model's entry in a list. */
export interface ModelItem {
  readonly value: string
  readonly heading: string
  readonly disabled: boolean
  readonly model: Model
  /** Price of the request on it; empty where it is not known. */
  readonly aside: string
  readonly limits: string
  /** Source of its description; empty for the user's own models. */
  readonly source: string
  /** Doubts about it in a word or two, and in a sentence. */
  readonly badges: readonly { readonly text: string; readonly why: string }[]
  /** Warnings to read before picking it. */
  readonly marks: readonly string[]
}

interface ModelItemOptions {
  readonly query: string
  /** Returns what the user's request would cost on a model; null where that is not known. */
  readonly amountOf: (model: Model) => Microdollars | null
  /** Ids of the models that were used lately, the last one first. */
  readonly lately: readonly string[]
}

/** Returns the models whose name, id or provider contains every word of the query: those used lately come first. */
export function modelItems(
  list: ModelList,
  { query, amountOf, lately }: ModelItemOptions
): readonly ModelItem[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const matching = list
    .filter(({ model }) => {
      const text = `${model.name} ${model.id} ${model.provider}`.toLowerCase()
      return words.every((word) => text.includes(word))
    })
    .map((choice) => itemOf(choice, amountOf(choice.model)))
  const used = lately.flatMap((id) => matching.find(({ value, disabled }) => value === id && !disabled) ?? [])
  return [
    ...used.map((item) => ({ ...item, heading: 'Used lately' })),
    ...matching.filter((item) => !used.includes(item))
  ]
}

function itemOf(choice: ModelChoice, amount: Microdollars | null): ModelItem {
  const { model } = choice
  return {
    value: model.id,
    heading: model.provider,
    disabled: withdrawal(model) !== null,
    model,
    aside: amount === null ? rateWordsOf(model) : formatDollars(amount, 'up'),
    limits: limitsOf(model),
    source: sourceOf(model),
    badges: badgesOf(model),
    marks: marksOf(choice)
  }
}

function sourceOf({ status, source }: Model): string {
  switch (status.kind) {
    case 'documented':
      return `Documented: ${shortAddress(source)}`
    case 'from_client_code':
      return `Unverified: from ${shortAddress(source)}`
    case 'withdrawn':
      return status.isToldByAnswer ? status.why : `${status.why} Source: ${shortAddress(status.source)}`
    case 'custom':
    case 'not_described':
      return ''
  }
}

function badgesOf(model: Model): ModelItem['badges'] {
  const { mayBeGone } = model
  const closed = mayBeGone && `${mayBeGone.by} closed it on ${writtenDay(mayBeGone.since)}.`
  return [
    ...(model.status.kind === 'from_client_code' ? [{ text: 'Unverified', why: sourceOf(model) }] : []),
    ...(closed && withdrawal(model) === null ? [{ text: 'May be gone', why: closed }] : [])
  ]
}

const rateWordsOf = ({ price }: Model): string => (price ? rateOf(price) : '')

const shortAddress = (source: string): string => source.replace(/^https:\/\//, '')

function marksOf({ model, presence }: ModelChoice): readonly string[] {
  const gone = withdrawal(model)
  if (gone) return [[gone.message, gone.advice].filter(Boolean).join(' ')]
  return [
    ...(model.status.kind === 'not_described' ? ['New. Settings unknown.'] : []),
    ...(presence === 'vanished' ? ["No longer in ModelsLab's list; it may still work."] : []),
    ...(model.status.kind === 'custom' && model.name !== model.id ? [model.id] : [])
  ]
}
