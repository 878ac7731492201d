import type { Clock } from '../../base/clock'
import type { VideoInspector } from '../download'
import type { Files } from '../files'
import type { DownloadPolicy } from '../policy'
import type { Transport } from '../transport/transport'

/** Dependencies of a download; tests pass their own. */
export interface DownloadTools {
  readonly transport: Transport
  readonly inspector: VideoInspector
  readonly files: Files
  readonly clock: Clock
  readonly policy: DownloadPolicy
  /** Takes lines that name neither a URL nor a path. */
  readonly log: (line: string) => void
}
