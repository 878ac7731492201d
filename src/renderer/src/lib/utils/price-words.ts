import type { BatchPrice } from '@shared/batch/batch-plan'
import { aboutPrice } from '@shared/catalogue/request-body'
import type { Model, Price } from '@shared/catalogue/model'
import type { ExpectedPrice } from '@shared/money/learned-price'
import { exactDollars } from '@shared/money/money'
import { choosesLength, rateWords } from '@shared/money/unpriced-words'
import { plural } from './format'

/** Returns a rate as `$0.24/s` or `$0.30/clip`. */
export const rateOf = ({ microdollars, per }: Price): string =>
  `${exactDollars(microdollars)}/${per === 'second' ? 's' : 'clip'}`

/** Returns the source of an expected price, for a tooltip. */
export function priceSource(expected: ExpectedPrice): string {
  if (expected.from === 'measured') {
    return `${aboutPrice(expected.about)}, from ${plural(expected.runs, 'run', 'runs')} of yours`
  }
  const { price } = expected
  const source = `about ${rateOf(price)}, ${price.source}, ${price.asOf}`
  return price.note ? `${source}. ${price.note}` : source
}

/** Returns a total as `about $7.68`, `about $7.68 + 2 not known` or `price not known`. */
export const totalWords = ({ about, unknownCount }: BatchPrice, count: number): string =>
  sumWords(aboutPrice(about), unknownCount, count)

/** Returns the highest known total: `up to about $7.68`, `up to about $7.68 + 2 not known`. */
export const highestWords = ({ most, unknownCount }: BatchPrice, count: number): string =>
  sumWords(`up to ${aboutPrice(most)}`, unknownCount, count)

function sumWords(sum: string, unknownCount: number, count: number): string {
  if (unknownCount === 0) return sum
  return unknownCount === count ? 'price not known' : `${sum} + ${unknownCount} not known`
}

/** Returns what is known about an unknown price: `$0.83 per second; …`. */
export function unpricedLine(model: Model | undefined, resolution: string | undefined): string {
  const rate = rateWords(model, resolution)
  if (rate === null || !model) return 'Price not known'
  return `${rate}${choosesLength(model) ? '; ModelsLab chooses the length' : ', as soon as its length is set'}`
}

/** Returns what a model offers, in a line. */
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
