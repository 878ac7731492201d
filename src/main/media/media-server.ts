import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { containerOfName } from '@shared/containers'
import { VideoId } from '@shared/generation'
import { openRegular } from '../base/careful-files'
import { parseByteRange } from './byte-range'

/** Nothing of an answer may run, whatever its bytes are. */
const safety = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'Cache-Control': 'no-store'
}

type Rendition = 'video' | 'poster'

/** By the name: it was given by what the bytes are. What was kept unchecked is of no type that a page shows. */
const contentTypeOf = (rendition: Rendition, path: string): string =>
  rendition === 'poster' ? 'image/jpeg' : (containerOfName(path)?.contentType ?? 'application/octet-stream')

const refuse = (status: number, headers: Record<string, string> = {}): Response =>
  new Response(null, { status, headers: { ...safety, ...headers } })

interface MediaServerDeps {
  /** The file of a saved video; null when there is no such video. */
  readonly videoPath: (id: VideoId) => string | null
  readonly posterPath: (id: VideoId) => string | null
  /** Asked for at the start of each part. */
  readonly onUsed: (id: VideoId) => void
  /** The file of a saved video is not where its row says. */
  readonly onMissing: () => void
}

/** Serves videos and posters to the window by id; a path cannot be asked for. */
export class MediaServer {
  constructor(private readonly deps: MediaServerDeps) {}

  /** Answers `/media/<id>/<rendition>`, in parts when asked for parts, so that players can seek. */
  async respond(request: Request): Promise<Response> {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, { Allow: 'GET, HEAD' })
    const wanted = parseMediaPath(new URL(request.url).pathname)
    const path = wanted && this.#pathOf(wanted.id, wanted.rendition)
    const file = path ? await openIfThere(path) : null
    if (wanted?.rendition === 'video' && path && !file) this.deps.onMissing()
    if (!wanted || !path || !file) return refuse(404)
    if (wanted.rendition === 'video') this.deps.onUsed(wanted.id)
    const { size } = await file.stat()

    const range = parseByteRange(request.headers.get('Range'), size)
    if (range.kind === 'unsatisfiable') {
      await file.close()
      return refuse(416, { 'Content-Range': `bytes */${size}` })
    }
    const { start, end } = range.kind === 'part' ? range : { start: 0, end: size - 1 }
    const headers = {
      ...safety,
      'Content-Type': contentTypeOf(wanted.rendition, path),
      'Content-Length': String(end - start + 1),
      'Accept-Ranges': 'bytes',
      ...(range.kind === 'part' && { 'Content-Range': `bytes ${start}-${end}/${size}` })
    }
    const hasBody = request.method === 'GET' && size > 0
    if (!hasBody) await file.close()
    const body = hasBody ? (Readable.toWeb(file.createReadStream({ start, end })) as ReadableStream) : null
    return new Response(body, { status: range.kind === 'part' ? 206 : 200, headers })
  }

  #pathOf(id: VideoId, rendition: Rendition): string | null {
    return rendition === 'video' ? this.deps.videoPath(id) : this.deps.posterPath(id)
  }
}

function parseMediaPath(pathname: string): { readonly id: VideoId; readonly rendition: Rendition } | null {
  const [, id, rendition] = /^\/media\/([^/]{36})\/(video|poster)$/.exec(pathname) ?? []
  const parsed = VideoId.safeParse(id)
  return parsed.success && rendition ? { id: parsed.data, rendition: rendition as Rendition } : null
}

/** Only a regular file counts: a link could lead out of the library. */
const openIfThere = (path: string): Promise<FileHandle | null> =>
  openRegular(path, 'read').catch((): null => null)
