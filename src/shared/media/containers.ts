import * as z from 'zod'

/** Facts about one kind of video file. */
export interface Container {
  readonly name: string
  /** With its dot. */
  readonly ending: string
  readonly contentType: string
  /** Editors that need a copy in another format, in one sentence; null where all of them open it. */
  readonly editors: string | null
}

/** Every kind of video file that is saved, with its extension, media type and support in editors. */
export const containers = {
  mp4: { name: 'MP4', ending: '.mp4', contentType: 'video/mp4', editors: null },
  mov: { name: 'QuickTime', ending: '.mov', contentType: 'video/quicktime', editors: null },
  webm: {
    name: 'WebM',
    ending: '.webm',
    contentType: 'video/webm',
    editors:
      'Kdenlive, Shotcut and Blender open WebM; Premiere Pro and Final Cut Pro need an MP4 or MOV copy.'
  },
  mkv: {
    name: 'Matroska',
    ending: '.mkv',
    contentType: 'video/x-matroska',
    editors: 'Kdenlive, Shotcut and Blender open MKV; Premiere Pro and Final Cut Pro need an MP4 or MOV copy.'
  },
  ts: {
    name: 'MPEG transport stream',
    ending: '.ts',
    contentType: 'video/mp2t',
    editors: 'Premiere Pro, Kdenlive and Shotcut open TS; Final Cut Pro needs an MP4 or MOV copy.'
  }
} as const satisfies Readonly<Record<string, Container>>

const names = Object.keys(containers) as [ContainerName, ...ContainerName[]]
export const ContainerName = z.enum(names)
export type ContainerName = keyof typeof containers

/** Returns the kind of video file by its extension; undefined for any other. */
export const containerOfName = (fileName: string): Container | undefined => {
  const name = fileName.toLowerCase()
  return Object.values<Container>(containers).find(({ ending }) => name.endsWith(ending))
}
