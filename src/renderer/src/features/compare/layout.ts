/** Returns how many panes stand beside each other: pictures that are taller than wide stand in one row. */
export function columnsFor(shapes: readonly number[]): number {
  const isUpright = shapes.every((shape) => shape < 1)
  return isUpright || shapes.length < 3 ? shapes.length : 2
}
