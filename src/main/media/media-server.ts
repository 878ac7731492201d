import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { containerOfName } from '@shared/media/containers'
import { VideoId } from '@shared/generation'
import type { PictureKind } from '@shared/media/pictures'
import type { Rendition } from '@shared/scheme'
import { openRegular } from '../base/careful-files'
import { parseByteRange } from './byte-range'

/** Headers that keep the content from being executed. */
const safety = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'Cache-Control': 'no-store'
}

/** The query of a picture's URL names the bytes of its clip; without it, it may become another one. */
const cachingOf = (rendition: Rendition, { searchParams }: URL): Record<string, string> =>
  rendition !== 'video' && searchParams.has('revision')
    ? { 'Cache-Control': 'private, max-age=31536000, immutable' }
    : {}

/**
 * Returns the type by the file's extension, which matches its content. A file kept unchecked has no type that a page
 * shows.
 */
const contentTypeOf = (rendition: Rendition, path: string): string =>
  rendition === 'video' ? (containerOfName(path)?.contentType ?? 'application/octet-stream') : 'image/jpeg'

const refuse = (status: number, headers: Record<string, string> = {}): Response =>
  new Response(null, { status, headers: { ...safety, ...headers } })

interface MediaServerDeps {
  /** Returns the path of a saved video; null if there is no such video. */
  readonly videoPath: (id: VideoId) => string | null
  /** Returns the path of a picture of a video; null where it has none. */
  readonly picturePath: (id: VideoId, kind: PictureKind) => string | null
  /** Called at the start of each part. */
  readonly onUsed: (id: VideoId) => void
  /** Called when the file of a saved video is missing. */
  readonly onMissing: () => void
}

/** Serves videos and their pictures to the window by id, never by path. */
export class MediaServer {
  constructor(private readonly deps: MediaServerDeps) {}

  /** Responds to `/media/<id>/<rendition>`, with ranges, so that players can seek. */
  async respond(request: Request): Promise<Response> {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, { Allow: 'GET, HEAD' })
    const url = new URL(request.url)
    const wanted = parseMediaPath(url.pathname)
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
      ...cachingOf(wanted.rendition, url),
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
    return rendition === 'video' ? this.deps.videoPath(id) : this.deps.picturePath(id, rendition)
  }
}

function parseMediaPath(pathname: string): { readonly id: VideoId; readonly rendition: Rendition } | null {
  const [, id, rendition] = /^\/media\/([^/]{36})\/(video|poster|strip)$/.exec(pathname) ?? []
  const parsed = VideoId.safeParse(id)
  return parsed.success && rendition ? { id: parsed.data, rendition: rendition as Rendition } : null
}

/** Accepts a regular file alone: a link could lead out of the library. */
const openIfThere = (path: string): Promise<FileHandle | null> =>
  openRegular(path, 'read').catch((): null => null)
