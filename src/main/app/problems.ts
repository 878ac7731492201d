import type { Problem } from '@shared/problem'

export const windowReloaded: Problem = {
  code: 'window_reloaded',
  message: 'The window stopped working and was loaded again. Your clips keep generating.',
  advice: 'Only the last words you typed may be missing.',
  retryable: false
}
