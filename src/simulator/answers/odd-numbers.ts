import type { Reply } from './reply'

/** Forms in which the numbers of an answer can be written. */
export const numberForms = ['fraction', 'string', 'both'] as const
export type NumberForm = (typeof numberForms)[number]

/** Fields whose value must not change: they only get a `.0`. */
const exact = /^(id|balance|total|from|to)$|_(count|page)$/
const fractions = { inBody: '.5279869184', inHeader: '.3333' }
const timeHeaders = ['retry-after', 'x-ratelimit-reset'] as const

/** Returns the form that a fault asked for; a fraction in a string where it named none. */
export const numberForm = (value: string | undefined): NumberForm =>
  numberForms.find((form) => form === value) ?? 'both'

/** Writes every number in the JSON of an answer, and in the headers that name a time, as a fraction, a string or both. */
export function withOddNumbers(reply: Reply, form: NumberForm): Reply {
  const headers = { ...reply.headers }
  for (const name of timeHeaders) {
    const value = headers[name]
    if (value !== undefined && form !== 'string' && /^\d+$/.test(value))
      headers[name] = value + fractions.inHeader
  }
  return { ...reply, headers, body: bodyWith(reply.body, form) }
}

function bodyWith(body: string, form: NumberForm): string {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    return body
  }
  // A fraction such as 7.0 has no form of its own in JSON.stringify: it is put in as text, and unquoted afterwards.
  const text = JSON.stringify(value, (name, inner: unknown) =>
    typeof inner === 'number' ? `${mark}${written(name, inner, form)}${mark}` : inner
  )
  return text.replaceAll(new RegExp(`"${mark}([^"]*)${mark}"`, 'g'), form === 'fraction' ? '$1' : '"$1"')
}

/** Marker that occurs in no answer of the simulator. */
const mark = '#number#'

function written(name: string, number: number, form: NumberForm): string {
  if (form === 'string' || !Number.isInteger(number)) return String(number)
  return `${number}${exact.test(name) ? '.0' : fractions.inBody}`
}
