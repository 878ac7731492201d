import type { ImportProgress } from '@shared/library/imports'
import { formatCount } from '../format'

/** Returns `Importing 2 of 10 · 40 %`, or `Importing · 40 %` for one file. */
export function importProgressWords({ done, total, share }: ImportProgress): string {
  const files = total > 1 ? ` ${formatCount(done + 1)} of ${formatCount(total)}` : ''
  return `Importing${files} · ${Math.floor(share * 100)} %`
}
