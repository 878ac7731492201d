import FileInput from '@lucide/svelte/icons/file-input'
import FileSymlink from '@lucide/svelte/icons/file-symlink'
import type { Services } from '../../services'
import { handlersOf } from './action-handler'

/** Returns the actions that import videos from elsewhere. */
export function importHandlers({ imports }: Services) {
  const isPossible = (): boolean => imports.progress === null
  return handlersOf({
    import_videos: {
      icon: FileInput,
      isPossible,
      note: () => '(as copies)',
      run: () => imports.choose('copy')
    },
    link_videos: {
      icon: FileSymlink,
      isPossible,
      note: () => '(the files stay where they are)',
      run: () => imports.choose('link')
    }
  })
}
