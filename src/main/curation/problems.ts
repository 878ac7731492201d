import type { Problem } from '@shared/problem'

export const itemGone: Problem = {
  code: 'not_possible_now',
  message: 'It was removed meanwhile.',
  retryable: false
}
