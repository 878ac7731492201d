import type { BatchPrice } from '@shared/batch/batch-plan'
import { aboutPrice } from '@shared/catalogue/request-body'
import type { Model, Price } from '@shared/catalogue/model'
import type { ExpectedPrice } from '@shared/money/learned-price'
import { exactDollars, formatDollars } from '@shared/money/money'
import { choosesLength, rateWords } from '@shared/money/unpriced-words'

/** Returns a rate as `$0.24/s` or `$0.30/clip`. */
export const rateOf = ({ microdollars, per }: Price): string =>
  `${exactDollars(microdollars)}/${per === 'second' ? 's' : 'clip'}`

/** Returns how many measured clips a price is based on. */
const runsWords = (runs: number): string => `based on ${runs} of your clips`

/** Returns an expected price as a sentence shows it. A price that was not measured is unverified. */
export const costLine = ({ about, from }: ExpectedPrice): string =>
  `About ${formatDollars(about, 'up')}${from === 'measured' ? '' : ' (unverified)'}`

/** Returns the source of an expected price, for a tooltip. */
export function priceSource(expected: ExpectedPrice): string {
  if (expected.from === 'measured') {
    return `${aboutPrice(expected.about)}, ${runsWords(expected.runs)}`
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
