import { spawn } from 'node:child_process'

const program = `
  const parent = Number(process.argv[1])
  while (process.ppid === parent) for (let turn = 0; turn < 1e8; turn += 1);
`

/** Starts a process that keeps one core busy until it is killed or this process ends. */
export const busyLoop = () =>
  spawn(process.execPath, ['-e', program, String(process.pid)], { stdio: 'ignore' })
