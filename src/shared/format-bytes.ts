const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const

/** Returns a size as `17.9 MB`, in powers of 1000 like file managers. */
export function formatBytes(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1
  return `${value.toFixed(digits)} ${units[unit] ?? ''}`
}
