import type { ContainerName } from '@shared/media/containers'
import type { FileTrait } from '@shared/generation'

/** Types of video files, shared by downloads, generations, library and database. */

export interface MediaFacts {
  /** As displayed, in pixels: rotation and pixel shape are applied. */
  readonly width: number
  readonly height: number
  readonly durationMs: number
  readonly framesPerSecond: number | null
  readonly videoCodec: string
  readonly audioCodec: string | null
}

/** A complete, verified video file. Hashes are SHA-256, hexadecimal. */
export interface VideoFile {
  readonly bytes: number
  readonly sha256: string
  /** Of what the server sent, before the packet was appended. */
  readonly sourceBytes: number
  readonly sourceSha256: string
  readonly media: MediaFacts
  readonly traits: readonly FileTrait[]
  /** Of the samples alone; null where they could not all be read. */
  readonly mediaSha256: string | null
}

/** A file that arrived and cannot be saved as a video: kept beside the parts until the user decides. */
export interface HeldFile {
  readonly bytes: number
  readonly sha256: string
  /** The extension that its bytes call for, with a dot. */
  readonly ending: string
}

export type Inspection =
  | {
      readonly kind: 'video'
      readonly media: MediaFacts
      readonly container: ContainerName
      readonly traits: readonly FileTrait[]
      readonly mediaSha256: string | null
      /** False where a packet cannot be appended: no regular MP4, signed, or its last box is open-ended. */
      readonly takesPacket: boolean
    }
  /** Starts like a video, but is truncated or corrupt. */
  | { readonly kind: 'damaged'; readonly ending: string }
  /** Audio, a picture, or an unknown format. */
  | { readonly kind: 'not_video'; readonly ending: string }
  /** An error page or message. */
  | { readonly kind: 'text' }
