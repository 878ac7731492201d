import type { Annotations } from '@shared/library/annotations'
import type { ItemId } from '@shared/library/items'
import { flag, integer, json, nullable, parseJson, text, type Column } from '../column-types'

const list = <Value extends string>(name: string): Column<Value[]> => {
  const stored = json(name, (written) => (written === null ? [] : (parseJson(written) as Value[])))
  return { ...stored, write: (values) => (values.length === 0 ? null : stored.write(values)) }
}

export const annotationColumns = {
  stars: integer('stars'),
  isRejected: flag('is_rejected'),
  isFavourite: flag('is_favourite'),
  projectId: nullable(text<ItemId>('project_uuid')),
  shotId: nullable(text<ItemId>('shot_uuid')),
  take: nullable(integer('take')),
  isCircled: flag('is_circled'),
  inMs: nullable(integer('in_ms')),
  outMs: nullable(integer('out_ms')),
  handedOffAtMs: nullable(integer('handed_off_at_ms')),
  collectionIds: list<ItemId>('collection_uuids'),
  tags: list('tags'),
  title: nullable(text('title')),
  notes: text('notes')
} satisfies { readonly [Name in keyof Annotations]: Column<Annotations[Name]> }

export const annotationRows = {
  name: 'annotation',
  columns: {
    generationKey: integer('generation_id'),
    revision: integer('revision'),
    ...annotationColumns
  }
}
