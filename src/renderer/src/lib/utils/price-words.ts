import type { BatchPrice } from '@shared/batch-plan'
import { aboutPrice } from '@shared/catalogue/request-body'
import type { Model, Price } from '@shared/catalogue/model'
import type { ExpectedPrice } from '@shared/learned-price'
import { formatDollars } from '@shared/money'
import { plural } from './format'

/** `$0.24/s` or `$0.30/clip`. */
export const rateOf = ({ microdollars, per }: Price): string =>
  `${formatDollars(microdollars)}/${per === 'second' ? 's' : 'clip'}`

/** Where an expected price is from, for a tooltip. */
export function priceSource(expected: ExpectedPrice): string {
  if (expected.from === 'measured') {
    return `${aboutPrice(expected.microdollars)}, from ${plural(expected.runs, 'run', 'runs')} of yours`
  }
  const { price } = expected
  const source = `about ${rateOf(price)}, ${price.source}, ${price.asOf}`
  return price.note ? `${source}. ${price.note}` : source
}

/** `about $7.68`, `about $7.68 + 2 not known`, `price not known`. */
export function totalWords({ total, unknownCount }: BatchPrice, count: number): string {
  if (unknownCount === 0) return aboutPrice(total)
  return unknownCount === count ? 'price not known' : `${aboutPrice(total)} + ${unknownCount} not known`
}

/** What a model can be asked for, in a line. */
export function limitsOf(model: Model): string {
  return [
    model.aspectRatios?.choices.join(', '),
    model.durations && `${model.durations.choices.join(', ')} s`,
    model.resolutions?.choices.join(', '),
    model.generateAudio !== undefined && 'audio'
  ]
    .filter(Boolean)
    .join(' · ')
}
