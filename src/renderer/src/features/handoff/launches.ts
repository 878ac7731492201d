const storageName = 'launches'

/** Returns whether the window was never launched before, and notes that it was. */
export function isFirstLaunch(): boolean {
  if (localStorage.getItem(storageName) !== null) return false
  localStorage.setItem(storageName, '1')
  return true
}
