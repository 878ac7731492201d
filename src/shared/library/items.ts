import * as z from 'zod'
import { longestSearch } from '../search/search'

export const ItemId = z.uuid().brand('ItemId')
export type ItemId = z.infer<typeof ItemId>

/** Longest name of a project, shot or collection, in UTF-16 units. */
export const longestItemName = 120

export const ItemKind = z.enum(['project', 'shot', 'collection'])
export type ItemKind = z.infer<typeof ItemKind>

const farthestPosition = 1e12

/** A project, shot or collection: what clips are put into. */
export const Item = z.object({
  id: ItemId,
  kind: ItemKind,
  name: z.string().trim().min(1).max(longestItemName),
  /** Orders the items of a kind; fractions leave room between two, so that a move changes one item. */
  position: z.number().min(-farthestPosition).max(farthestPosition),
  /** Project of a shot. */
  projectId: ItemId.nullable().default(null),
  /** Search of a smart collection, which holds whatever it finds; null for any other item. */
  search: z.string().max(longestSearch).nullable().default(null),
  /** Its clips keep their reference, so that restoring it restores all. */
  isRemoved: z.boolean().default(false)
})
export type Item = Readonly<z.infer<typeof Item>>

/** What the user enters for an item; `position` is given by the main process. */
export const NewItem = z.strictObject({
  id: ItemId,
  kind: ItemKind,
  name: Item.shape.name,
  projectId: ItemId.nullable(),
  search: Item.shape.search.unwrap()
})
export type NewItem = Readonly<z.infer<typeof NewItem>>

/** Fields of an item that can be changed later. */
export const ItemChange = NewItem.pick({ name: true, projectId: true, search: true }).partial()
export type ItemChange = Readonly<z.infer<typeof ItemChange>>

/** Most items of one page. */
export const itemsPerPage = 500
