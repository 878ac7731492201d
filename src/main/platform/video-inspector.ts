import type { VideoInspector } from '../downloads/download'
import { inspect } from '../media/inspect'
import { findPacket, packetBox } from '../media/packet-box'

/** What the media capability knows about files, in the words of the download. */
export const videoInspector: VideoInspector = {
  inspect,
  packetBytes: packetBox,
  findPacket: async (path) => {
    const found = await findPacket(path)
    return found && { videoId: found.description.videoId, start: found.start }
  }
}
