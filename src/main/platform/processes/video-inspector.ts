import type { VideoInspector } from '../../downloads/download'
import { isPage, isText } from '../../media/file-kind'
import { lookBytes } from '../../media/surrounded-view'
import { inspect } from '../../media/inspect'
import { findPacket, packetBox } from '../../media/xmp/packet-box'

/** Adapts the media capability to the download's interface. */
export const videoInspector: VideoInspector = {
  inspect,
  lookBytes,
  isPage,
  isText,
  packetBytes: packetBox,
  findPacket: async (path) => {
    const found = await findPacket(path)
    return found && { videoId: found.description.videoId, start: found.start }
  }
}
