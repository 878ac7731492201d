import type { AppState } from '@shared/app-state'
import type { Disposables } from '../base/disposables'
import type { Signal } from '../base/signal'
import { RunProgress, type TaskbarProgress } from './run-progress'

/** The app's icon in a taskbar or dock. */
export interface TaskbarDesktop {
  setProgress(progress: TaskbarProgress): void
  /** Shows a number on the icon; 0 removes it. */
  setBadge(count: number): void
}

/** Shows on the app's icon how far a run is, and how many clips need the user. */
export function createActivity(deps: {
  readonly desktop: TaskbarDesktop
  readonly stateChanged: Signal<AppState>
  readonly disposables: Disposables
}): void {
  const { desktop } = deps
  const run = new RunProgress()
  const setProgress = whenNew<TaskbarProgress>(null, (progress) => desktop.setProgress(progress))
  const setBadge = whenNew(0, (count) => desktop.setBadge(count))
  deps.stateChanged.on(({ sending, counts }) => {
    setProgress(run.take(sending))
    setBadge(counts.needs_you)
  })
  // Some docks keep both after the app ended.
  deps.disposables.add(() => {
    setProgress(null)
    setBadge(0)
  })
}

/** Returns a function that passes on a value which differs from the one before. */
function whenNew<Value>(first: Value, take: (value: Value) => void): (value: Value) => void {
  let last = first
  return (value) => {
    if (value === last) return
    last = value
    take(value)
  }
}
