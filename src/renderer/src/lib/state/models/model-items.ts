import { withdrawal, writtenDate } from '@shared/catalogue/check-request'
import type { Model } from '@shared/catalogue/model'
import type { ModelChoice, ModelList } from '@shared/catalogue/model-list'
import { limitsOf, rateOf } from '$lib/utils/price-words'

/** A model's entry in a list. */
export interface ModelItem {
  readonly value: string
  readonly heading: string
  readonly disabled: boolean
  readonly model: Model
  /** Price; empty where it is not known. */
  readonly aside: string
  readonly limits: string
  /** Source of its description; empty for the user's own models. */
  readonly source: string
  /** Warnings to read before picking it. */
  readonly marks: readonly string[]
}

/** Returns the models whose name, id or provider contains every word of the query. */
export function modelItems(list: ModelList, query: string): readonly ModelItem[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  return list
    .filter(({ model }) => {
      const text = `${model.name} ${model.id} ${model.provider}`.toLowerCase()
      return words.every((word) => text.includes(word))
    })
    .map(itemOf)
}

function itemOf(choice: ModelChoice): ModelItem {
  const { model } = choice
  return {
    value: model.id,
    heading: model.provider,
    disabled: withdrawal(model) !== null,
    model,
    aside: model.price ? rateOf(model.price) : '',
    limits: limitsOf(model),
    source: sourceOf(model),
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

const shortAddress = (source: string): string => source.replace(/^https:\/\//, '')

function marksOf({ model, presence }: ModelChoice): readonly string[] {
  const gone = withdrawal(model)
  if (gone) return [[gone.message, gone.advice].filter(Boolean).join(' ')]
  const { mayBeGone } = model
  return [
    ...(mayBeGone ? [`May be gone: ${mayBeGone.by} closed it on ${writtenDate(mayBeGone.since)}.`] : []),
    ...(model.status.kind === 'not_described' ? ['New. Settings unknown.'] : []),
    ...(presence === 'vanished' ? ["No longer in ModelsLab's list; it may still work."] : []),
    ...(model.status.kind === 'custom' && model.name !== model.id ? [model.id] : [])
  ]
}
