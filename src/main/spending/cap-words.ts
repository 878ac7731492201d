import type { BatchPrice } from '@shared/batch/batch-plan'
import { aboutPrice } from '@shared/catalogue/request-body'
import { coverageWords, type Coverage } from '@shared/money/funds'
import { exactDollars, type Microdollars } from '@shared/money/money'
import type { Problem } from '@shared/problem'

export const balanceShort = (coverage: Coverage): Problem => ({
  code: 'balance_short',
  message: `${coverageWords(coverage)}.`,
  advice: 'Nothing was sent. Send less, add credit, or send it and let the rest wait for credit.',
  retryable: true,
  charged: 'no'
})

export const capReached = (message: string): Problem => ({
  code: 'cap_reached',
  message,
  advice: 'Nothing was sent. You can raise the limit in Settings.',
  retryable: true,
  charged: 'no'
})

/** Returns why a press exceeds its cap, or may; null where it does not. */
export function pressCapSentence(price: BatchPrice, cap: Microdollars): string | null {
  if (price.most > cap) return `That is over your ${exactDollars(cap)} limit per batch.`
  return price.unknownCount > 0 ? `That may be over your ${exactDollars(cap)} limit per batch.` : null
}

/** The same for the cap of a day, with today's spending and the queued requests. */
export function dayCapSentence(
  asked: BatchPrice,
  sent: BatchPrice,
  waiting: BatchPrice,
  cap: Microdollars
): string | null {
  const all = [sent, waiting, asked]
  const isOver = all.reduce((sum, { most }) => sum + most, 0) > cap
  const isUnclear = all.some(({ unknownCount }) => unknownCount > 0)
  if (!isOver && !isUnclear) return null
  const soFar = [
    `${aboutPrice(sent.most)} spent today`,
    sent.unknownCount > 0 && `${sent.unknownCount} sent today at a price that is not known`,
    waiting.most > 0 && `${aboutPrice(waiting.most)} waiting to be sent`,
    waiting.unknownCount > 0 && `${waiting.unknownCount} waiting at a price that is not known`
  ].filter((part) => part !== false)
  const list = new Intl.ListFormat('en-GB').format(soFar)
  return `This ${isOver ? 'goes' : 'may go'} over your ${exactDollars(cap)} daily limit (${list}).`
}
