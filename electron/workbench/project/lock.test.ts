import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { realFiles } from './files.ts'
import { acquireLock, type LockRequest } from './lock.ts'
import { openEngine } from './open.ts'
import { newProject, testClock, testMigrations, testSqlite } from './testing/workbench.ts'

const request = (root: string, change: Partial<LockRequest> = {}): LockRequest => ({
  fs: realFiles,
  root,
  at: '2026-11-22T08:00:00.000Z',
  program: 'Beleg',
  ...change,
})
const locked: unknown = expect.objectContaining({ code: 'project.locked' })

/** Leaves the owner file of a process that was killed. */
function leaveOwner(root: string, change: Readonly<Record<string, unknown>>): void {
  const owner = { host: hostname(), user: 'anna', pid: 999_999, program: 'Beleg', since: '2026-11-21', socket: join(root, 'gone.sock'), nonce: 'x' } // prettier-ignore
  writeFileSync(join(root, 'lock.json'), JSON.stringify({ ...owner, ...change }))
}

describe('the lock', () => {
  it('lets one program in, says who it is, and lets the next in afterwards', async () => {
    const root = newProject()
    const first = await acquireLock(request(root))
    const owner: unknown = JSON.parse(readFileSync(join(root, 'lock.json'), 'utf8'))
    expect(owner).toMatchObject({ host: hostname(), pid: process.pid, program: 'Beleg' })
    await expect(acquireLock(request(root))).rejects.toMatchObject({
      code: 'project.locked',
      detail: { owner: expect.stringContaining(`@${hostname()}`) as unknown },
    })
    first.release()
    expect(existsSync(join(root, 'lock.json'))).toBe(false)
    const second = await acquireLock(request(root))
    expect(second.tookOverFrom).toBeNull()
    second.release()
  })

  it('holds for the folder, by whatever path it is reached', async () => {
    const root = newProject()
    const link = `${root}-link`
    symlinkSync(root, link)
    const lock = await acquireLock(request(root))
    await expect(acquireLock(request(link))).rejects.toEqual(locked)
    lock.release()
  })

  it('holds without its owner file', async () => {
    const root = newProject()
    const lock = await acquireLock(request(root))
    realFiles.unlink(join(root, 'lock.json'))
    await expect(acquireLock(request(root))).rejects.toEqual(locked)
    lock.release()
  })

  it('of ten programs at once lets one in', async () => {
    const root = newProject()
    leaveOwner(root, {})
    const tries = await Promise.allSettled(Array.from({ length: 10 }, () => acquireLock(request(root))))
    const held = tries.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    expect(held).toHaveLength(1)
    for (const lock of held) lock.release()
  })

  it('of a program that died on this computer is taken over', async () => {
    const root = newProject()
    leaveOwner(root, {})
    const lock = await acquireLock(request(root))
    expect(lock.tookOverFrom).toContain('anna')
    lock.release()
  })

  it('of a program that was really killed is taken over', async () => {
    const root = newProject()
    const socket = process.platform === 'win32' ? '\\\\.\\pipe\\beleg-lock-test' : join(root, 'other.sock')
    const child = spawn(
      process.execPath,
      [
        '-e',
        `require('node:net').createServer((s) => s.end('n')).listen(${JSON.stringify(socket)}, () => console.log('up'))`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    await new Promise((resolve) => child.stdout.once('data', resolve))
    leaveOwner(root, { pid: child.pid, socket })
    await expect(acquireLock(request(root))).rejects.toEqual(locked)
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await ended
    const lock = await acquireLock(request(root))
    expect(lock.tookOverFrom).toContain('anna')
    lock.release()
  })

  it('of another computer is only taken over on the user’s word', async () => {
    const root = newProject()
    leaveOwner(root, { host: 'archiv-pc' })
    await expect(acquireLock(request(root))).rejects.toMatchObject({
      code: 'project.lockedElsewhere',
      detail: { owner: expect.stringContaining('archiv-pc') as unknown },
    })
    const lock = await acquireLock(request(root, { takeOver: true }))
    lock.release()
  })

  it('with an owner file that a crash left unreadable is free', async () => {
    const root = newProject()
    writeFileSync(join(root, 'lock.json'), '{"host": "arc')
    const lock = await acquireLock(request(root))
    lock.release()
  })
})

describe('opening a project', () => {
  const options = { fs: realFiles, sqlite: testSqlite, migrations: testMigrations, clock: testClock() }

  it('locks it until it is closed', async () => {
    const root = newProject()
    const { engine } = await openEngine({ ...options, root })
    await expect(openEngine({ ...options, root })).rejects.toEqual(locked)
    engine.close()
    const again = await openEngine({ ...options, root })
    again.engine.close()
  })

  it('that fails leaves it unlocked', async () => {
    const root = newProject()
    const snapshot = join(root, 'snapshots', '000000.sqlite')
    const bytes = readFileSync(snapshot)
    writeFileSync(snapshot, 'x')
    await expect(openEngine({ ...options, root })).rejects.toMatchObject({ code: 'project.noSnapshot' })
    writeFileSync(snapshot, bytes)
    const { engine } = await openEngine({ ...options, root })
    engine.close()
  })

  it('refuses other folders without leaving anything there', async () => {
    const folder = `${newProject()}-articles`
    mkdirSync(folder)
    await expect(openEngine({ ...options, root: folder })).rejects.toMatchObject({
      code: 'project.notAProject',
    })
    expect(realFiles.list(folder)).toEqual([])
    await expect(openEngine({ ...options, root: `${folder}/none` })).rejects.toMatchObject({
      code: 'project.notAProject',
    })
  })
})
