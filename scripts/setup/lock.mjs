import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { inProject } from '../base/paths.mjs'
import { say } from '../base/say.mjs'

const pollMs = 200

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** The process that holds the lock, or undefined when it is free. */
function holder(file) {
  try {
    return Number(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** A link of a file that is already written: the lock never exists without its owner's name in it. */
function tryTake(file) {
  const own = `${file}.${process.pid}`
  writeFileSync(own, String(process.pid))
  try {
    linkSync(own, file)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(own, { force: true })
  }
}

/** Moves the lock of a dead process away, and puts it back when another process was quicker to take it. */
function clearStale(file, pid) {
  const aside = `${file}.stale.${process.pid}`
  try {
    renameSync(file, aside)
    if (holder(aside) !== pid) linkSync(aside, file)
  } catch {
    return
  } finally {
    rmSync(aside, { force: true })
  }
}

/** Runs `work` while no other process of this checkout runs its own under the same name. */
export async function withLock(name, work, file = inProject('.cache', `${name}.lock`)) {
  mkdirSync(dirname(file), { recursive: true })
  let saidSo = false
  while (!tryTake(file)) {
    const pid = holder(file)
    if (pid === undefined) continue
    if (!isAlive(pid)) {
      clearStale(file, pid)
      continue
    }
    if (!saidSo) say(`Another ${name} is running (process ${pid}); waiting for it.`)
    saidSo = true
    await delay(pollMs)
  }
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}
