/** Returns what a listed model makes, as far as its entry or id says so. */
export function isMadeFromText(entry: unknown, id: string): boolean {
  const conversions = wordsOf(entry).flatMap((words) => [...words.matchAll(conversion)])
  if (conversions.length === 0) return !otherWork.test(id)
  return conversions.some((match) => match.groups?.['from'] === 'text' && match.groups['to'] === 'video')
}

/** `text-to-video`, `Image to Video`, `img2video`. */
const conversion = /(?<from>[a-z]+)[-_ ]?(?:to|2)[-_ ]?(?<to>video|image|audio|speech|3d)/g

/** Parts of ids of other kinds of models: `kling-v2-1-i2v`, `wan2.6-i2v-flash`, `Hailuo-02-start-end-frame`. */
const otherWork =
  /[-_./](?:[irv]2v|image-to-video|video-to-video|start-end-frame|lip-?sync|motion-control)(?:[-_.]|$)/i

const fieldNames = ['category', 'subcategory', 'model_category', 'model_subcategory', 'task', 'type', 'tags']

/** Returns a few short texts of an entry, whose content is not trusted. */
function wordsOf(entry: unknown): readonly string[] {
  if (typeof entry !== 'object' || entry === null) return []
  const fields = new Map(Object.entries(entry))
  return fieldNames
    .flatMap((name): unknown => fields.get(name))
    .filter((value) => typeof value === 'string')
    .slice(0, 50)
    .map((value) => value.slice(0, 200).toLowerCase())
}
