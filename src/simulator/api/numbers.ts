/** Returns a fault's value as a number if it is a valid one. */
export function numberOr(value: string | undefined, otherwise: number): number {
  const number = Number(value ?? otherwise)
  return Number.isFinite(number) && number >= 0 ? number : otherwise
}
