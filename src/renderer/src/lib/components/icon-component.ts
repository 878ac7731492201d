import type Check from '@lucide/svelte/icons/check'

/** Any icon of Lucide. Its own name for them comes with all of them: 4,000 files to each type check. */
export type IconComponent = typeof Check
