import { LibraryFolder, type FolderMemory, type KnownLibrary } from '../folder/library-folder'

/** Stores values while the test runs. */
export class FakeMemory implements FolderMemory {
  known: KnownLibrary | null = null

  read(): KnownLibrary | null {
    return this.known
  }

  write(known: KnownLibrary): void {
    this.known = known
  }
}

/** Returns the folder of a first start. */
export const newLibrary = (root: string, memory: FolderMemory = new FakeMemory()): LibraryFolder =>
  new LibraryFolder(root, { isKnown: false, memory })
