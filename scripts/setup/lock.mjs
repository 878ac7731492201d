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

/** Returns the id of the process that holds the lock; undefined when it is free. */
function holder(file) {
  try {
    return Number(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** Takes the lock by linking a file that is already written, so that the lock always names its owner. */
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

/** Removes a dead process's lock, and restores it if another process took the lock first. */
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

/** Runs `work` while holding the checkout's lock of that name. */
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
