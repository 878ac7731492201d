import type { BatchPrice } from '@shared/batch/batch-plan'
import { aboutPrice } from '@shared/catalogue/request-body'
import type { Model, Price } from '@shared/catalogue/model'
import type { ExpectedPrice } from '@shared/money/learned-price'
import { exactDollars } from '@shared/money/money'
import { choosesLength, rateWords } from '@shared/money/unpriced-words'
import { plural } from './format'

/** `$0.24/s` or `$0.30/clip`. */
export const rateOf = ({ microdollars, per }: Price): string =>
  `${exactDollars(microdollars)}/${per === 'second' ? 's' : 'clip'}`

/** Where an expected price is from, for a tooltip. */
export function priceSource(expected: ExpectedPrice): string {
  if (expected.from === 'measured') {
    return `${aboutPrice(expected.about)}, from ${plural(expected.runs, 'run', 'runs')} of yours`
  }
  const { price } = expected
  const source = `about ${rateOf(price)}, ${price.source}, ${price.asOf}`
  return price.note ? `${source}. ${price.note}` : source
}

/** `about $7.68`, `about $7.68 + 2 not known`, `price not known`. */
export const totalWords = ({ about, unknownCount }: BatchPrice, count: number): string =>
  sumWords(aboutPrice(about), unknownCount, count)

/** The highest total that is known of: `up to about $7.68`, `up to about $7.68 + 2 not known`. */
export const highestWords = ({ most, unknownCount }: BatchPrice, count: number): string =>
  sumWords(`up to ${aboutPrice(most)}`, unknownCount, count)

function sumWords(sum: string, unknownCount: number, count: number): string {
  if (unknownCount === 0) return sum
  return unknownCount === count ? 'price not known' : `${sum} + ${unknownCount} not known`
}

/** What there is to say of a price that is not known for the request as it stands: `$0.83 per second; …`. */
export function unpricedLine(model: Model | undefined, resolution: string | undefined): string {
  const rate = rateWords(model, resolution)
  if (rate === null || !model) return 'Price not known'
  return `${rate}${choosesLength(model) ? '; ModelsLab chooses the length' : ', as soon as its length is set'}`
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
