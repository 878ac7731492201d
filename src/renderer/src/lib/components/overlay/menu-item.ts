import type { IconComponent } from '../icon-component'
import type { Shortcut } from '@shared/actions'

/** A line of a menu. */
export interface MenuItem {
  readonly title: string
  readonly icon?: IconComponent | undefined
  readonly shortcut?: Shortcut | undefined
  readonly note?: (() => string) | undefined
  readonly tone?: 'plain' | 'warn' | undefined
  /** Whether a line sets it apart from those before it. */
  readonly startsGroup?: boolean
  readonly run: () => unknown
}
