import * as z from 'zod'
import { AccountSigns } from '../money/account-signs'
import { batchLimit } from '../batch/batch-limits'
import { BatchPlace } from '../batch/batch-place'
import { GenerationDetail, GenerationId, GenerationView, RemoteId } from '../generation'
import { AnnotationChange } from '../library/annotations'
import { Cut, shotsAtOnce } from '../library/cut'
import { Item, ItemChange, ItemId, NewItem, itemsPerPage } from '../library/items'
import { Listing } from '../library/listing'
import { GenerationQuery, ListQuery, pageLimit } from '../library/queries'
import { StepId, StepOutcome } from '../library/undo'
import { GenerationRequest } from '../request'
import { call, Nothing, OneGeneration } from './parts'

const GenerationIds = z.strictObject({ ids: z.array(GenerationId).min(1).max(500) })

/** The parts of one action share a step, which is undone as a whole. */
const StepOfMany = GenerationIds.extend({ step: StepId.optional() })

/** Made by the window for one press of a paying button, so that a replayed message cannot pay twice. */
const PressId = z.uuid()

/** The user was shown that this goes over a cap, and pressed again. */
const OverCap = z.boolean().optional()

/** The user was shown that the balance is not enough, or may not be: what it does not cover waits for credit. */
const WaitForCredit = z.boolean().optional()

/** Some clips of the trash; null for all of them. */
const TrashSelection = z.strictObject({ ids: z.array(GenerationId).min(1).max(10_000).nullable() })

/** `bytes`: of the files. */
const Amount = z.strictObject({ clips: z.int(), files: z.int(), bytes: z.number() })

/** Calls about generations, what the user says about them, and the trash. */
export const clipCalls = {
  'generations.create': call(
    z
      .strictObject({
        pressId: PressId,
        requests: z.array(GenerationRequest).min(1).max(batchLimit),
        /** Place of each request in the batch that the user planned. */
        places: z.array(BatchPlace).max(batchLimit).optional(),
        overCap: OverCap,
        waitForCredit: WaitForCredit
      })
      .refine(({ requests, places }) => places === undefined || places.length === requests.length, {
        path: ['places'],
        message: 'has another length than the requests'
      }),
    z.strictObject({ generations: z.array(GenerationView) })
  ),
  'generations.page': call(
    GenerationQuery,
    z.strictObject({ items: z.array(GenerationView), next: z.int().nullable() })
  ),
  /** A part of what a list is laid out from; one of at most a page comes with its rows. */
  'generations.list': call(ListQuery, z.strictObject({ listing: Listing, items: z.array(GenerationView) })),
  /** Rows by id; those that are not there are left out. */
  'generations.rows': call(
    z.strictObject({ ids: z.array(GenerationId).min(1).max(pageLimit) }),
    z.strictObject({ items: z.array(GenerationView) })
  ),
  /** The batch of a generation, itself and the trash included, in the order of its press. */
  'generations.batch': call(OneGeneration, z.strictObject({ items: z.array(GenerationView) })),
  'generations.get': call(OneGeneration, GenerationDetail),
  /** Cancels queued requests; those that were sent are unchanged. */
  'generations.cancel': call(StepOfMany, z.strictObject({ cancelled: z.int() })),
  /** Undoes a press while it is held: requests not sent yet are cancelled. */
  'generations.undoPress': call(
    z.strictObject({ pressId: PressId }),
    z.strictObject({ undone: z.int(), sent: z.int() })
  ),
  'generations.setHidden': call(z.strictObject({ id: GenerationId, hidden: z.boolean() }), Nothing),
  /** Sends generations that wait for a click. */
  'generations.release': call(
    GenerationIds.extend({ overCap: OverCap, waitForCredit: WaitForCredit }),
    Nothing
  ),
  /** Polls a failed generation with a known id again. */
  'generations.checkAgain': call(OneGeneration, Nothing),
  /** A new generation with the same request, linked to this one; it costs again. */
  'generations.sendAgain': call(
    z.strictObject({ id: GenerationId, pressId: PressId, overCap: OverCap, waitForCredit: WaitForCredit }),
    z.strictObject({ id: GenerationId })
  ),
  /** Reads signs in the account of whether an unconfirmed generation was accepted. */
  'generations.checkAccount': call(OneGeneration, AccountSigns),
  /** The user found the id of an unconfirmed generation. */
  'generations.attachRemoteId': call(
    z.strictObject({
      id: GenerationId,
      remoteId: z.string().trim().pipe(RemoteId)
    }),
    Nothing
  ),
  'generations.markNotSent': call(OneGeneration, Nothing),
  /** `unsent`: how many were queued, and are cancelled now. `usedIn`: names of edits that have some of them. */
  'generations.trash': call(StepOfMany, z.strictObject({ unsent: z.int(), usedIn: z.array(z.string()) })),
  'generations.restore': call(StepOfMany, Nothing),
  /** Edits what the user says about clips. */
  'annotations.set': call(
    StepOfMany.extend({ change: AnnotationChange }),
    z.strictObject({ changed: z.int() })
  ),
  /** Tags in use, the most used first. */
  'tags.list': call(
    Nothing,
    z.strictObject({ tags: z.array(z.strictObject({ name: z.string(), count: z.int() })) })
  ),
  /** Projects, shots and collections, by `next` of the page before; 0 for the first. */
  'items.list': call(
    z.strictObject({ after: z.int().nonnegative(), limit: z.int().min(1).max(itemsPerPage) }),
    z.strictObject({ items: z.array(Item), next: z.int().nullable() })
  ),
  /** Adds an item after the others of its kind. */
  'items.add': call(
    z.strictObject({ item: NewItem, step: StepId.optional() }),
    z.strictObject({ item: Item })
  ),
  'items.change': call(z.strictObject({ id: ItemId, change: ItemChange, step: StepId.optional() }), Nothing),
  /** Removes an item; its clips stay. */
  'items.remove': call(z.strictObject({ id: ItemId, step: StepId.optional() }), Nothing),
  /** Moves an item before another of its kind, or to the end. */
  'items.move': call(z.strictObject({ id: ItemId, before: ItemId.nullable() }), Nothing),
  /** The first takes of some shots: of each the circled one first, then by number. */
  'shots.takes': call(
    z.strictObject({ shots: z.array(ItemId).min(1).max(shotsAtOnce) }),
    z.strictObject({ takes: z.array(GenerationView) })
  ),
  /** The circled takes of a project, or of the shots without one. */
  'shots.cut': call(z.strictObject({ projectId: ItemId.nullable() }), Cut),
  /** Takes back a step, or the latest one. */
  'undo.undo': call(z.strictObject({ step: StepId.optional() }), StepOutcome),
  'undo.redo': call(Nothing, StepOutcome),
  'trash.size': call(
    TrashSelection,
    Amount.extend({ handedOff: z.int(), used: z.int(), usedIn: z.array(z.string()) })
  ),
  /** Deletes what is in the trash, after a native question. `left`: names of files that stay, with their clips. */
  'trash.erase': call(TrashSelection, Amount.extend({ left: z.array(z.string()) }))
} as const
