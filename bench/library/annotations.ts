import type { WritableDatabase } from '../../src/main/db/connection/database'
import { writeAnnotations } from '../../src/main/db/tables/curation/annotation-table'
import { writeItem } from '../../src/main/db/tables/curation/item-table'
import { noAnnotations, type Annotations } from '../../src/shared/library/annotations'
import type { Item, ItemId } from '../../src/shared/library/items'
import { uuidOf } from './ids'

const takesInShot = 4
const shotsInProject = 50
const tagCount = 60

/** Says something about every clip, and puts it into a shot: budgets hold for libraries that are in use. */
export function annotate(database: WritableDatabase, index: number, key: number): void {
  const shot = Math.floor(index / takesInShot)
  const project = Math.floor(shot / shotsInProject)
  if (index % (takesInShot * shotsInProject) === 0) {
    writeItem(database, itemOf('project', project, `Project ${project}`))
  }
  if (index % takesInShot === 0) {
    writeItem(database, { ...itemOf('shot', shot, `Shot ${shot}`), projectId: idOf('project', project) })
  }
  const annotations: Annotations = {
    ...noAnnotations,
    stars: 1 + (index % 5),
    isFavourite: index % 7 === 0,
    isRejected: index % 11 === 0,
    notes: index % 10 === 0 ? 'Trim the first second, and keep the sound of the end.' : '',
    tags: [`reel ${index % tagCount}`, `lens ${index % 7}`],
    projectId: idOf('project', project),
    shotId: idOf('shot', shot),
    take: 1 + (index % takesInShot),
    isCircled: index % takesInShot === 0,
    handedOffAtMs: index % 4 === 0 ? Math.round(key / 1000) : null
  }
  writeAnnotations(database, key, 1, annotations)
}

const idOf = (kind: 'project' | 'shot', index: number): ItemId => uuidOf(kind, index) as ItemId

const itemOf = (kind: 'project' | 'shot', index: number, name: string): Item => ({
  id: idOf(kind, index),
  kind,
  name,
  position: index,
  projectId: null,
  search: null,
  isRemoved: false
})
