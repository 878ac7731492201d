import type { Component } from 'svelte'
import type { Shortcut } from '@shared/actions'

/** A line of a menu. */
export interface MenuItem {
  readonly title: string
  readonly icon?: Component<{ size?: number }> | undefined
  readonly shortcut?: Shortcut | undefined
  readonly note?: (() => string) | undefined
  readonly tone?: 'plain' | 'warn' | undefined
  readonly run: () => unknown
}
