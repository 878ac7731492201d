import type { Problem } from '@shared/problem'

/** Exceptions that the user allowed for one press. */
export interface Allowed {
  readonly overCap?: boolean
  readonly waitForCredit?: boolean
}

/** Returns what a yes allows, for a failure that is a question; null for any other failure. */
export function allowanceOf({ code }: Problem): Allowed | null {
  if (code === 'cap_reached') return { overCap: true }
  return code === 'balance_short' ? { waitForCredit: true } : null
}

export const isQuestion = (problem: Problem): boolean => allowanceOf(problem) !== null
