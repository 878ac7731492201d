import { Problem } from '../base/say.mjs'

/** Returns the part of a list that `2/4` names: every fourth, beginning with the second. */
export function partOf(list, written) {
  const [, part, of] = /^(\d+)\/(\d+)$/.exec(written) ?? []
  if (!(Number(part) >= 1 && Number(part) <= Number(of)))
    throw new Problem(`--part is written like 1/4, not ${written}.`)
  return list.filter((_, index) => index % Number(of) === Number(part) - 1)
}
