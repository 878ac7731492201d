import { LibraryFolder, type FolderMemory, type KnownLibrary } from '../folder/library-folder'

/** Remembers as long as the test runs. */
export class FakeMemory implements FolderMemory {
  known: KnownLibrary | null = null

  read(): KnownLibrary | null {
    return this.known
  }

  write(known: KnownLibrary): void {
    this.known = known
  }
}

/** The folder of somebody who starts Dailies for the first time. */
export const newLibrary = (root: string, memory: FolderMemory = new FakeMemory()): LibraryFolder =>
  new LibraryFolder(root, { isKnown: false, memory })
