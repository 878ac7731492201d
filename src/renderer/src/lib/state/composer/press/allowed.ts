import type { Problem } from '@shared/problem'

/** What the user was asked about and allowed, for one press. */
export interface Allowed {
  readonly overCap?: boolean
  readonly waitForCredit?: boolean
}

/** Whether the main process asks before it sends, and what a yes allows; null for any other failure. */
export function allowanceOf({ code }: Problem): Allowed | null {
  if (code === 'cap_reached') return { overCap: true }
  return code === 'balance_short' ? { waitForCredit: true } : null
}

export const isQuestion = (problem: Problem): boolean => allowanceOf(problem) !== null
