import type { Budget } from './measurement'

const atMost = (of: Budget['of'], limit: number): Budget => ({ of, limit, is: 'at_most' })
const atLeast = (of: Budget['of'], limit: number): Budget => ({ of, limit, is: 'at_least' })

/** What each measurement may come to. Ratios are to the floor of the same run. */
export const budgets = {
  /** A library of 100, beside a bare window. */
  startBesideBare: atMost('ratio', 1.3),
  /** A larger library, beside one of 100. */
  startBesideSmall: atMost('ratio', 1.15),
  /** All clips in the list, beside the first ones on screen. */
  wholeListBesideFirst: atMost('ratio', 1.5),
  memoryBesideBare: atMost('ratio', 1.4),
  /** Percent of a core above a bare window. */
  idle: atMost('excess', 0.5),
  searchInMain: atMost('p95', 16),
  searchToPaint: atMost('p95', 50),
  /** Percent of frames within two of the display's intervals. */
  smoothFrames: atLeast('median', 99),
  /** Percent of the library that the scrollbar reaches. */
  scrollbarReach: atLeast('median', 100),
  mainThreadBlock: atMost('largest', 50),
  appChanged: atMost('median', 1),
  /** Of the first call alone: a drag must begin at once. */
  dragStart: atMost('largest', 50),
  generateToCard: atMost('median', 100),
  rowOnDisk: atLeast('smallest', 100),
  downloadSpeed: atLeast('ratio', 0.5),
  /** MiB that a download of 1 GiB adds to the process that receives it. */
  downloadMemory: atMost('largest', 64)
} as const satisfies Record<string, Budget>
