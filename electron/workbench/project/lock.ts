import { createHash, randomUUID } from 'node:crypto'
import { connect, createServer, type Server } from 'node:net'
import { hostname, tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { BelegError } from '../../../shared/errors.ts'
import { fileErrorCode, removeQuietly, writeDurably, type FileSystemPort } from './files.ts'

export interface LockRequest {
  readonly fs: FileSystemPort
  /** The project's folder. */
  readonly root: string
  /** Who asks, for whoever finds the project locked: `Beleg`, `beleg apply`. */
  readonly program?: string
  /** ISO 8601 instant. */
  readonly at: string
  /** The user's word that an owner on another computer is gone. */
  readonly takeOver?: boolean
}

export interface ProjectLock {
  /** The owner before, where it had died without unlocking. */
  readonly tookOverFrom: string | null
  /**
   * Whether the owner file still bears this owner's signature. Another program may have signed it meanwhile, in a
   * shared folder or while this machine slept; one that is missing is signed again.
   */
  confirm(): { readonly kind: 'ours' } | { readonly kind: 'taken'; readonly owner: string }
  release(): void
}

const ownerSchema = z.object({
  host: z.string(),
  user: z.string(),
  pid: z.number(),
  program: z.string(),
  since: z.string(),
  socket: z.string(),
  nonce: z.string(),
})
type Owner = z.infer<typeof ownerSchema>

const ownerFile = 'lock.json'
/** A living owner answers at once; a socket that accepts and says nothing for this long, in ms, is not ours. */
const answerTimeout = 2_000

/**
 * Locks a project for this process: a listening local socket whose name follows from the folder's real path
 * (the system drops it when its process dies, however it dies), and lock.json, readable, which says who. Throws
 * `project.locked` where a living owner answers on this host, and `project.lockedElsewhere` where the owner file
 * names another host, unless `takeOver` is given. A dead owner on this host is taken over. On a write-protected
 * disk the socket alone locks.
 */
export async function acquireLock(request: LockRequest): Promise<ProjectLock> {
  const { fs, root } = request
  const path = join(root, ownerFile)
  const known = readOwner(fs, path)
  if (known !== null) {
    if (known.host !== hostname() && request.takeOver !== true) {
      throw new BelegError('project.lockedElsewhere', { owner: describe(known) })
    }
    // The socket the owner really used may lie elsewhere than ours, with another TMPDIR.
    if (known.host === hostname() && (await answers(known.socket)) !== null) {
      throw new BelegError('project.locked', { owner: describe(known) })
    }
  }
  const owner: Owner = {
    host: hostname(),
    user: userName(),
    pid: process.pid,
    program: request.program ?? 'Beleg',
    since: request.at,
    socket: socketPath(fs.realPath(root)),
    nonce: randomUUID(),
  }
  const server = await listen(fs, owner, known)
  writeOwner(fs, path, owner)
  return {
    tookOverFrom: known === null ? null : describe(known),
    confirm() {
      const now = readOwner(fs, path)
      if (now !== null && now.nonce !== owner.nonce) return { kind: 'taken', owner: describe(now) }
      if (now === null) writeOwner(fs, path, owner)
      return { kind: 'ours' }
    },
    release() {
      // The file first, while the socket still keeps others out.
      if (readOwner(fs, path)?.nonce === owner.nonce) removeQuietly(fs, path)
      server.close()
    },
  }
}

/** The address of the socket for a real path. Linux has names that vanish with their process; Windows has pipes. */
function socketPath(realPath: string): string {
  const name = `beleg-${createHash('sha256').update(realPath).digest('hex').slice(0, 32)}`
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`
  if (process.platform === 'linux') return `\0${name}`
  return join(tmpdir(), `${name}.sock`)
}

async function listen(fs: FileSystemPort, owner: Owner, known: Owner | null): Promise<Server> {
  const first = await tryListen(owner)
  if (first !== null) return first
  const answer = await answers(owner.socket)
  if (answer !== null) throw new BelegError('project.locked', { owner: describe(known ?? owner) })
  // What is left is the socket file of a process that died (not on Linux or Windows, where none stays).
  removeQuietly(fs, owner.socket)
  const second = await tryListen(owner)
  if (second === null) throw new BelegError('project.locked', { owner: describe(known ?? owner) })
  // Two processes may have found the same leftover; only one is reached by its name.
  if ((await answers(owner.socket)) !== owner.nonce) {
    second.close()
    throw new BelegError('project.locked', { owner: describe(known ?? owner) })
  }
  return second
}

/** Null where the address is taken. */
function tryListen(owner: Owner): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined)
      socket.end(owner.nonce)
    })
    server.once('error', (error) => {
      if (fileErrorCode(error) === 'EADDRINUSE') resolve(null)
      else reject(error)
    })
    server.listen(owner.socket, () => {
      // The lock must not keep a finished program alive.
      server.unref()
      resolve(server)
    })
  })
}

/** What a living owner says at a socket; null where nobody listens. */
function answers(socketAddress: string): Promise<string | null> {
  return new Promise((resolve) => {
    let said = ''
    const socket = connect(socketAddress)
    const finish = (answer: string | null): void => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(answerTimeout, () => {
      finish(said)
    })
    socket.setEncoding('utf8')
    socket.on('data', (text: string) => {
      said += text
    })
    socket.on('end', () => {
      finish(said)
    })
    socket.on('error', () => {
      finish(null)
    })
  })
}

function readOwner(fs: FileSystemPort, path: string): Owner | null {
  try {
    const parsed = ownerSchema.safeParse(JSON.parse(new TextDecoder().decode(fs.readFile(path))))
    return parsed.success ? parsed.data : null
  } catch {
    // No file, or one a crash left unreadable: the socket decides.
    return null
  }
}

function writeOwner(fs: FileSystemPort, path: string, owner: Owner): void {
  try {
    writeDurably(fs, path, new TextEncoder().encode(JSON.stringify(owner, null, 2) + '\n'))
  } catch {
    // Write-protected or full: the project opens read-only for the same reason, and the socket still locks.
  }
}

function describe(owner: Owner): string {
  return `${owner.program}, ${owner.user}@${owner.host}, ${owner.since}`
}

function userName(): string {
  try {
    return userInfo().username
  } catch {
    return '?'
  }
}
