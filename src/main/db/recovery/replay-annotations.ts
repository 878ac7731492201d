import type { Annotations } from '@shared/library/annotations'
import type { WritableDatabase } from '../connection/database'
import { uncircle, writeAnnotations } from '../tables/curation/annotation-table'
import type { KnownRow } from './replay-row'

/** Writes the annotations of an entry, unless the row has later ones. A take that is circled replaces the one that was. */
export function replayAnnotations(
  database: WritableDatabase,
  row: KnownRow,
  revision: number,
  annotations: Annotations
): void {
  if (revision <= row.annotationRevision) return
  const { isCircled, shotId } = annotations
  if (isCircled && shotId !== null) uncircle(database, shotId)
  writeAnnotations(database, row.id, revision, annotations)
}
