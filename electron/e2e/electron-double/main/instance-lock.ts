import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'

const message = z.object({ argv: z.array(z.string()), cwd: z.string(), additionalData: z.unknown() })
export type SecondInstance = z.infer<typeof message>

let server: Server | undefined

const placeOf = (userData: string): string => {
  const name = createHash('sha256').update(userData).digest('hex').slice(0, 16)
  return process.platform === 'win32'
    ? `\\\\.\\pipe\\electron-double-${name}`
    : join(tmpdir(), `electron-double-${name}`)
}

/** Hands a message to the owner of the lock. False where nobody lives there. */
function handOver(place: string, text: string): boolean {
  // The call is synchronous in Electron, and a socket is not in Node: another process does it.
  const script = `const s = require('node:net').connect(process.argv[1])
    s.on('error', () => process.exit(1)).on('close', () => process.exit(0)).resume().end(process.argv[2])`
  return spawnSync(process.execPath, ['-e', script, place, text], { timeout: 5000 }).status === 0
}

/**
 * One program per folder of user data (docs/latest/api/app#apprequestsingleinstancelockadditionaldata): true for the
 * first, false for every other one, whose arguments then reach the first.
 */
export function requestLock(
  userData: string,
  additionalData: unknown,
  heard: (second: SecondInstance) => void,
): boolean {
  const place = placeOf(userData)
  if (existsSync(place)) {
    if (handOver(place, JSON.stringify({ argv: process.argv, cwd: process.cwd(), additionalData })))
      return false
    rmSync(place, { force: true })
  }
  server = createServer({ allowHalfOpen: true }, (socket) => {
    let text = ''
    socket.setEncoding('utf8')
    socket.on('data', (part: string) => {
      text += part
    })
    socket.on('end', () => {
      socket.end()
      heard(message.parse(JSON.parse(text)))
    })
  })
  server.listen(place).unref()
  return true
}

export const holdsLock = (): boolean => server !== undefined

export function releaseLock(): void {
  server?.close()
  server = undefined
}
