/** The value of a fault as a number, where it is one that makes sense. */
export function numberOr(value: string | undefined, otherwise: number): number {
  const number = Number(value ?? otherwise)
  return Number.isFinite(number) && number >= 0 ? number : otherwise
}
