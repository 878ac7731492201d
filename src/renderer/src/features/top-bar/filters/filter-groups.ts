import { localDay } from '@shared/local-day'
import { quoted } from '@shared/search/tokens'

/** A filter of the menu: a chip of the search. */
export interface FilterOption {
  readonly label: string
  readonly chip: string
}

export interface FilterGroup {
  readonly title: string
  /** Whether choosing one leaves the others on. */
  readonly isMultiple: boolean
  readonly options: readonly FilterOption[]
}

/** What the values of some filters are chosen from. */
export interface FilterNames {
  readonly models: readonly string[]
  readonly tags: readonly string[]
  readonly projects: readonly string[]
  readonly collections: readonly string[]
  readonly edits: readonly string[]
}

const option = (label: string, chip: string): FilterOption => ({ label, chip })
const named = (operator: string, names: readonly string[]): readonly FilterOption[] =>
  names.map((name) => option(name, `${operator}:${quoted(name)}`))

const dayMs = 86_400_000

/** Returns the filters that the menu offers; groups without an option are left out. */
export function filterGroups(names: FilterNames, nowMs: number): readonly FilterGroup[] {
  const groups: readonly FilterGroup[] = [
    {
      title: 'Stars',
      isMultiple: false,
      options: [
        ...[1, 2, 3, 4].map((stars) => option(`${stars} or more`, `stars:>=${stars}`)),
        option('5', 'stars:5'),
        option('None', 'stars:0')
      ]
    },
    {
      title: 'Marks',
      isMultiple: true,
      options: [
        option('Circled', 'is:circled'),
        option('Favourite', 'is:favourite'),
        option('Rejected', 'is:rejected'),
        option('Not rejected', '-is:rejected'),
        option('Never dragged', '-is:dragged')
      ]
    },
    {
      title: 'Shape',
      isMultiple: false,
      options: [
        option('Landscape', 'aspect:landscape'),
        option('Portrait', 'aspect:portrait'),
        option('Square', 'aspect:square')
      ]
    },
    {
      title: 'Length',
      isMultiple: false,
      options: [
        option('Up to 5 s', 'duration:<=5'),
        option('6 to 10 s', 'duration:6..10'),
        option('Over 10 s', 'duration:>10')
      ]
    },
    {
      title: 'Date',
      isMultiple: false,
      options: [
        option('Today', 'after:today'),
        option('Last 7 days', `after:${localDay(nowMs - 6 * dayMs)}`),
        option('Last 30 days', `after:${localDay(nowMs - 29 * dayMs)}`)
      ]
    },
    {
      title: 'Cost',
      isMultiple: false,
      options: [
        option('Up to $0.50', 'cost:<=0.5'),
        option('$0.50 to $2', 'cost:0.5..2'),
        option('Over $2', 'cost:>2')
      ]
    },
    {
      title: 'State',
      isMultiple: false,
      options: [
        option('Ready', 'state:ready'),
        option('Failed', 'state:failed'),
        option('Unconfirmed', 'state:unconfirmed'),
        option('File missing', 'is:missing')
      ]
    },
    {
      title: 'Check',
      isMultiple: true,
      options: [
        option('Not as requested', 'is:different'),
        option('Silent', 'is:silent'),
        option('Black', 'is:black'),
        option('Frozen', 'is:frozen'),
        option('Variable frame rate', 'is:variable')
      ]
    },
    {
      title: 'Used',
      isMultiple: false,
      options: [
        option('In an edit', 'is:used'),
        option('In no edit', 'is:unused'),
        ...named('edit', names.edits)
      ]
    },
    { title: 'Model', isMultiple: false, options: named('model', names.models) },
    { title: 'Project', isMultiple: false, options: named('project', names.projects) },
    { title: 'Collection', isMultiple: true, options: named('collection', names.collections) },
    { title: 'Tag', isMultiple: true, options: named('tag', names.tags) }
  ]
  return groups.filter(({ options }) => options.length > 0)
}
