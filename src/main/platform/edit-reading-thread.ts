/** Entry of a worker thread: reads the one project file that it was started for. */
import { parentPort, workerData } from 'node:worker_threads'
import { readEditFile } from '../edits/read-edit-file'
import { UnreadableEdit } from '../edits/readers/limits'
import type { EditAnswer } from './processes/edit-reader'

async function answer(path: string): Promise<EditAnswer> {
  try {
    return { contents: await readEditFile(path) }
  } catch (error) {
    return error instanceof UnreadableEdit
      ? { unreadable: error.reason, detail: error.message }
      : { failure: error instanceof Error ? error.message : String(error) }
  }
}

void answer(workerData as string).then((value) => parentPort?.postMessage(value))
