import { sendingProblem } from '@shared/catalogue/check-request'
import { aboutPrice } from '@shared/catalogue/request-body'
import { coverageOf, coverageWords } from '@shared/money/funds'
import type { GenerationView } from '@shared/generation'
import type { Problem } from '@shared/problem'
import { rateWords } from '@shared/money/unpriced-words'
import type { Services } from '../services'

/** Returns `(about $1.92)`; nothing where the price is unknown. */
export function priceWords({ prices }: Services, generation: GenerationView): string {
  const price = prices.amount(generation.request)
  return price === null ? '' : `(${aboutPrice(price)})`
}

/** Returns why the same cannot be made again, such as a model that was switched off; null where it can. */
export const whyNotAgain = ({ models }: Services, { request }: GenerationView): Problem | null =>
  sendingProblem(request, models.find(request.modelId))

/** Asks with the cost, then sends the same request as a new generation. */
export async function confirmSendAgain(
  { actions, app, confirm, models, prices }: Services,
  generation: GenerationView,
  why: 'make' | 'unconfirmed'
): Promise<void> {
  const price = prices.amount(generation.request)
  const rate = rateWords(models.find(generation.request.modelId), generation.request.resolution)
  const cost = price === null ? (rate ?? 'what the model costs') : aboutPrice(price)
  const coverage = coverageOf([prices.of(generation.request)], app.funds)
  const balance = coverage?.isAsked ? ` ${coverageWords(coverage)}.` : ''
  const isSure = await confirm.ask(
    why === 'unconfirmed'
      ? {
          title: 'Send it again?',
          text: `${generation.chargedMicrodollars ? 'The first one was charged, so' : 'If the first one ran,'} you pay twice: this one costs ${cost} more.${balance}`,
          confirm: 'Send again anyway',
          tone: 'warn'
        }
      : {
          title: 'Make it again?',
          text: `Sends the same prompt again for ${cost}. You’ll get a different clip.${balance}`,
          confirm: 'Make again'
        }
  )
  if (isSure) await actions.sendAgain(generation.id, coverage?.isAsked ? { waitForCredit: true } : {})
}
