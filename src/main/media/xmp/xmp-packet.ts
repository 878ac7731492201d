import { BatchPlace } from '@shared/batch/batch-place'
import { RemoteId } from '@shared/generation'
import { wholeInDigits } from '@shared/outside-number'
import { GenerationRequest } from '@shared/request'
import * as z from 'zod'
import { escapeXml } from '../../base/xml-text'
import { jsonForXml, readXml, type XmlText } from './xml'
import { namespaces, standardElements, xmpMeta, type ClipWords } from './xmp-elements'

/** Description in a clip's packet: enough to rebuild its row from the file alone. */
export interface ClipDescription {
  readonly videoId: string
  readonly generationId: string
  /** Creation time of the generation in microseconds since 1970. */
  readonly createdAtUs: number
  /** Position among the generation's videos, from 0. */
  readonly position: number
  /** Number of videos of the generation; absent in packets of older versions. */
  readonly videoCount?: number
  readonly modelId: string
  readonly prompt: string
  readonly negativePrompt?: string
  /** Null when the packet's request is not valid for this version. */
  readonly request: GenerationRequest | null
  readonly remoteId: string | null
  /** Its place in its batch; absent in packets of older versions. */
  readonly place?: BatchPlace
  /** SHA-256 of the file without its packet. */
  readonly sourceSha256?: string
}

/**
 * Writes a description as an XMP packet (ISO 16684-1). The prompt is in `dc:description`, where every program looks
 * for it; the request is beside it as JSON, which also holds what XML cannot.
 */
export function makePacket(description: ClipDescription, said: ClipWords = {}): string {
  return [
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    ...xmpMeta([
      '<dc:format>video/mp4</dc:format>',
      ...standardElements({ ...said, description: description.prompt, createdAtUs: description.createdAtUs }),
      ...ownElements(description)
    ]),
    '<?xpacket end="r"?>'
  ].join('\n')
}

/** Returns the elements of our own namespace, from which a row can be rebuilt. */
export function ownElements(description: ClipDescription): readonly string[] {
  const own: Readonly<Record<string, string | number | null | undefined>> = {
    videoId: description.videoId,
    generationId: description.generationId,
    createdAtUs: description.createdAtUs,
    position: description.position,
    videoCount: description.videoCount,
    modelId: description.modelId,
    negativePrompt: description.negativePrompt,
    remoteId: description.remoteId,
    sourceSha256: description.sourceSha256
  }
  return [
    ...Object.entries(own)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => `<dailies:${name}>${escapeXml(String(value))}</dailies:${name}>`),
    ...(description.place ? [`<dailies:place>${jsonForXml(description.place)}</dailies:place>`] : []),
    `<dailies:request>${jsonForXml(description.request)}</dailies:request>`
  ]
}

/** A whole number in digits, from 0 to `most`. */
const digits = (most: number): z.ZodType<number> =>
  z
    .string()
    .transform((text) => wholeInDigits(text, most))
    .pipe(z.int())

const mostVideos = 1000

/** Required fields of a packet; everything else may be missing. */
const Core = z.object({
  videoId: z.uuid(),
  generationId: z.uuid(),
  createdAtUs: digits(Date.UTC(2200, 0) * 1000),
  position: digits(mostVideos - 1),
  modelId: z.string().min(1).max(100),
  prompt: z.string().max(10_000),
  remoteId: RemoteId.nullable().catch(null)
})
const NegativePrompt = z.string().max(10_000)
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/**
 * Parses an untrusted packet.
 *
 * @returns null if it is not one of ours or lacks required fields.
 */
export function readPacket(xml: string): ClipDescription | null {
  const texts = readXml(xml)
  const own = (name: string): string | undefined => textOf(texts, `{${namespaces.dailies}}${name}`)
  const request = readJson(own('request'), GenerationRequest)
  const place = readJson(own('place'), BatchPlace)
  // The request's own text is exact; the one for other programs may have lost characters to XML.
  const core = Core.safeParse({
    videoId: own('videoId'),
    generationId: own('generationId'),
    createdAtUs: own('createdAtUs'),
    position: own('position'),
    modelId: own('modelId'),
    prompt: request?.prompt ?? descriptionOf(texts),
    remoteId: own('remoteId') ?? null
  })
  if (!core.success) return null
  const negativePrompt = NegativePrompt.safeParse(
    request ? request.negativePrompt : own('negativePrompt')
  ).data
  const sourceSha256 = Sha256.safeParse(own('sourceSha256')).data
  const videoCount = wholeInDigits(own('videoCount'), mostVideos)
  return {
    ...core.data,
    request,
    ...(videoCount !== null && videoCount > core.data.position && { videoCount }),
    ...(negativePrompt !== undefined && { negativePrompt }),
    ...(sourceSha256 !== undefined && { sourceSha256 }),
    ...(place && { place })
  }
}

function textOf(texts: readonly XmlText[], name: string): string | undefined {
  return texts.find(({ path }) => path.at(-1) === name)?.text
}

function descriptionOf(texts: readonly XmlText[]): string | undefined {
  const inside = texts.filter(({ path }) => path.includes(`{${namespaces.dc}}description`))
  return (textOf(inside, `{${namespaces.rdf}}li`) ?? textOf(inside, `{${namespaces.dc}}description`))?.trim()
}

/** Returns null where the text is no JSON or does not fit. */
function readJson<Value>(json: string | undefined, schema: z.ZodType<Value>): Value | null {
  try {
    return schema.safeParse(JSON.parse(json ?? 'null')).data ?? null
  } catch {
    return null
  }
}
