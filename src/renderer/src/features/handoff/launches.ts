const storageName = 'launches'
const launchesWithHint = 3

/** Counts this launch of the window, and returns whether it is one of the first. */
export function countLaunch(): boolean {
  const before = Number(localStorage.getItem(storageName) ?? 0)
  if (before >= launchesWithHint) return false
  localStorage.setItem(storageName, String(before + 1))
  return true
}
