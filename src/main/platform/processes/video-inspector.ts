import type { VideoInspector } from '../../downloads/download'
import { fileKind, textBytes } from '../../media/file-kind'
import { inspect } from '../../media/inspect'
import { findPacket, packetBox } from '../../media/xmp/packet-box'

/** Adapts the media capability to the download's interface. */
export const videoInspector: VideoInspector = {
  inspect,
  headBytes: textBytes,
  isText: (head) => fileKind(head).family === 'text',
  packetBytes: packetBox,
  findPacket: async (path) => {
    const found = await findPacket(path)
    return found && { videoId: found.description.videoId, start: found.start }
  }
}
