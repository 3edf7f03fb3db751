import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { BelegError } from '../../../shared/errors.ts'
import { seeded } from '../../workbench/project/testing/simulated-disk.ts'
import { createProject, openSession } from '../../workbench/open-session.ts'
import { ensureBuilt } from '../build.mjs'
import { outFolder } from '../paths.mjs'
import { progress, prove, Tally, type Found, type Loss, type Share } from './proof.ts'

const help = `Usage: npm run test:kill [-- --count <n> --seed <n> --jobs <n> --out <file>]

Runs the built \`beleg apply\` on a real disk and kills it (SIGKILL) at a random moment, again and again on the same
project. Every command that was answered must be there, once, and so may the one that was just being carried out.
Then the same on a full disk (a small tmpfs, where mounting is allowed), where files may not grow, and in a folder that
may only be read.`

const cli = join(outFolder, 'main', 'cli.js')
const line = (id: string): string =>
  `${JSON.stringify({ id, type: 'entity.create', payload: { type: 'ORG', labelDe: `Amt ${id}`, note: 'n'.repeat(200) } })}\n`

interface Run {
  /** Ids in the order they were answered. */
  readonly answered: readonly string[]
  /** Codes of what was refused. */
  readonly refused: readonly string[]
}

/** Sends commands and kills the process `after` milliseconds behind its first answer; null lets it end. */
function applyAndKill(
  project: string,
  ids: readonly string[],
  after: number | null,
  program: readonly [string, ...string[]] = [process.execPath],
): Promise<Run> {
  const [command, ...before] = program
  const child = spawn(command, [...before, cli, 'apply', project, '-'], { stdio: ['pipe', 'pipe', 'ignore'] })
  const answered: string[] = []
  const refused: string[] = []
  let timer: NodeJS.Timeout | null = null
  createInterface({ input: child.stdout }).on('line', (line) => {
    const answer = answerOf(line)
    if (answer === null) return
    if (answer.error === null) answered.push(answer.id)
    else refused.push(answer.error)
    if (after !== null) timer ??= setTimeout(() => child.kill('SIGKILL'), after)
  })
  // What is written to a process that was killed goes nowhere.
  child.stdin.on('error', () => undefined)
  child.stdin.end(ids.map(line).join(''))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', () => {
      if (timer !== null) clearTimeout(timer)
      resolve({ answered, refused })
    })
  })
}

/** A line cut by the kill is no answer. */
function answerOf(line: string): { readonly id: string; readonly error: string | null } | null {
  try {
    const value: unknown = JSON.parse(line)
    if (typeof value !== 'object' || value === null || !('id' in value)) return null
    const failed =
      'error' in value && typeof value.error === 'object' && value.error !== null && 'code' in value.error
    return { id: String(value.id), error: failed ? String((value.error as { code: unknown }).code) : null }
  } catch {
    return null
  }
}

/** Which of the commands the project holds, and what verify says. */
async function held(
  project: string,
): Promise<{ readonly labels: readonly string[]; readonly problems: readonly string[] }> {
  const session = await openSession(project, { readOnly: true })
  try {
    const labels: string[] = []
    for (let offset = 0; ; offset += 5000) {
      const { rows } = await session.query('entities.list', { offset, limit: 5000 })
      labels.push(...rows.map(({ labelDe }) => labelDe ?? ''))
      if (rows.length < 5000) break
    }
    const { problems } = await session.query('project.verify', {})
    return { labels, problems: problems.map(({ where, message }) => `${where}: ${message}`) }
  } finally {
    await session.close()
  }
}

async function work(share: Share): Promise<Found> {
  await ensureBuilt({ say: (line) => process.stderr.write(`${line}\n`) })
  const { seed, part } = share
  const folder = mkdtempSync(join(tmpdir(), 'beleg-kill-'))
  const tried = new Tally()
  const outcomes = new Tally()
  const lost: Loss[] = []
  const notTried: string[] = []
  let acknowledged = 0
  const lose = (where: string, what: string): void => { lost.push({ where, seed, what }) } // prettier-ignore
  try {
    acknowledged += await killLoop(join(folder, 'kill.beleg'), share, tried, outcomes, lose)
    if (part === 0) acknowledged += await fullDisk(folder, tried, outcomes, lose, notTried)
    if (part === 0) acknowledged += await limitedFiles(folder, tried, outcomes, lose, notTried)
    if (part === 0) await readOnlyFolder(folder, tried, outcomes, lose, notTried)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return { tried: tried.counts, acknowledged, outcomes: outcomes.counts, lost, notTried }
}

type Lose = (where: string, what: string) => void

/** Compares what was answered with what is there; `maybe` was on its way. */
function compare(where: string, labels: readonly string[], answered: ReadonlySet<string>, maybe: ReadonlySet<string>, lose: Lose): void {
  const there = new Set(labels)
  for (const id of answered) if (!there.has(`Amt ${id}`)) lose(where, `${id} was answered and is gone`)
  if (there.size !== labels.length) lose(where, 'a command was carried out twice')
  for (const label of labels) {
    const id = label.slice(4)
    if (!answered.has(id) && !maybe.has(id)) lose(where, `${id} is there though nobody sent it`)
  }
} // prettier-ignore

async function killLoop(project: string, share: Share, tried: Tally, outcomes: Tally, lose: Lose): Promise<number> {
  const random = seeded(share.seed * 101 + share.part)
  const count = Math.ceil((share.count - share.part) / share.jobs)
  const tell = progress({ ...share, count })
  await createProject(project, { name: 'Probe', language: 'de' })
  const answered = new Set<string>()
  const sent = new Set<string>()
  for (let n = 0; n < count; n += 1) {
    const ids = Array.from({ length: 60 }, (_, index) => `k${String(n)}-${String(index)}`)
    for (const id of ids) sent.add(id)
    tried.add('SIGKILL')
    const run = await applyAndKill(project, ids, random(250))
    for (const id of run.answered) answered.add(id)
    for (const code of run.refused) lose(`kill ${String(n)}`, `refused: ${code}`)
    outcomes.add(run.answered.length < ids.length ? 'killed while writing' : 'all were answered before')
    // Looking costs as much as killing: every fifth time, and at the end.
    if (n % 5 !== 4 && n !== count - 1) continue
    const { labels, problems } = await held(project)
    compare(`kill ${String(n)}`, labels, answered, sent, lose)
    for (const problem of problems) if (!problem.includes('are no step')) lose(`kill ${String(n)}`, problem)
    tell(n)
  }
  return answered.size
} // prettier-ignore

/** A file system of two megabytes, filled by commands until it refuses, then with space again. */
async function fullDisk(folder: string, tried: Tally, outcomes: Tally, lose: Lose, notTried: string[]): Promise<number> {
  const disk = join(folder, 'full')
  mkdirSync(disk)
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk], { stdio: 'ignore' }).status === 0
  if (!mounted) {
    notTried.push('a full disk: mounting a tmpfs is not allowed here')
    return 0
  }
  try {
    const project = join(disk, 'voll.beleg')
    await createProject(project, { name: 'Probe', language: 'de' })
    const ids = Array.from({ length: 4000 }, (_, index) => `f${String(index)}`)
    tried.add('full disk')
    const run = await applyAndKill(project, ids, null)
    outcomes.add(run.refused.length > 0 ? 'full: refused and said so' : 'full: never')
    if (run.refused.length === 0) lose('full disk', 'two megabytes took everything')
    for (const code of new Set(run.refused)) if (code !== 'disk.full') lose('full disk', `refused with ${code}`)
    const { labels } = await held(project)
    compare('full disk', labels, new Set(run.answered), new Set(ids), lose)
    spawnSync('mount', ['-o', 'remount,size=16m', disk], { stdio: 'ignore' })
    const later = await applyAndKill(project, ['f-later'], null)
    if (!later.answered.includes('f-later')) lose('full disk', `with space again: ${later.refused.join()}`)
    const after = await held(project)
    compare('space again', after.labels, new Set([...run.answered, 'f-later']), new Set(ids), lose)
    for (const problem of after.problems) lose('space again', problem)
    return run.answered.length + 1
  } finally {
    spawnSync('umount', [disk], { stdio: 'ignore' })
  }
} // prettier-ignore

/** No file may grow beyond half a megabyte: a write on the real disk stops in the middle of a frame. */
async function limitedFiles(folder: string, tried: Tally, outcomes: Tally, lose: Lose, notTried: string[]): Promise<number> {
  if (process.platform === 'win32') {
    notTried.push('a limit on the size of files: there is none on Windows')
    return 0
  }
  const project = join(folder, 'limit.beleg')
  await createProject(project, { name: 'Probe', language: 'de' })
  const ids = Array.from({ length: 1500 }, (_, index) => `l${String(index)}`)
  tried.add('limit on the size of files')
  const run = await applyAndKill(project, ids, null, ['/bin/sh', '-c', 'ulimit -f 1024; exec "$0" "$@"', process.execPath])
  if (run.refused.length === 0) lose('limited files', 'half a megabyte took everything')
  for (const code of new Set(run.refused)) if (code !== 'disk.failed' && code !== 'disk.full') lose('limited files', `refused with ${code}`)
  outcomes.add('limit: refused and said so')
  const later = await applyAndKill(project, ['l-later'], null)
  if (!later.answered.includes('l-later')) lose('limited files', `without the limit: ${later.refused.join()}`)
  const { labels, problems } = await held(project)
  compare('limited files', labels, new Set([...run.answered, 'l-later']), new Set(ids), lose)
  for (const problem of problems) lose('limited files', problem)
  return run.answered.length + 1
} // prettier-ignore

/** A folder that may only be read: opens, shows everything, refuses changes, and nothing in it is touched. */
async function readOnlyFolder(folder: string, tried: Tally, outcomes: Tally, lose: Lose, notTried: string[]): Promise<void> {
  const project = join(folder, 'kill.beleg')
  const readOnlyMount = spawnSync('mount', ['--bind', project, project], { stdio: 'ignore' }).status === 0
  if (readOnlyMount) spawnSync('mount', ['-o', 'remount,ro,bind', project], { stdio: 'ignore' })
  else if (process.getuid?.() === 0) {
    notTried.push('a read-only folder: root may write everywhere, and mounting is not allowed here')
    return
  } else chmodTree(project, 0o555)
  tried.add('read-only folder')
  try {
    const { labels } = await held(project)
    const session = await openSession(project, {})
    const status = await session.query('project.status', {})
    const [answer] = await session.apply([{ id: 'ro', type: 'entity.create', payload: { type: 'ORG', labelDe: 'Nein' } }])
    await session.close()
    if (status?.readOnly?.code !== 'project.writeProtected') lose('read-only folder', `status ${status?.readOnly?.code ?? 'writable'}`)
    if (answer?.error?.code !== 'project.writeProtected') lose('read-only folder', `a change was answered: ${answer?.error?.code ?? 'ok'}`)
    if (labels.length === 0) lose('read-only folder', 'nothing is shown')
    outcomes.add('read-only: opened, changes refused')
  } catch (error) {
    lose('read-only folder', error instanceof BelegError ? error.code : String(error))
  } finally {
    if (readOnlyMount) spawnSync('umount', [project], { stdio: 'ignore' })
    else chmodTree(project, 0o755)
  }
} // prettier-ignore

function chmodTree(project: string, mode: number): void {
  for (const path of [project, ...['journal', 'snapshots', 'recovered'].map((name) => join(project, name))]) {
    if (existsSync(path)) chmodSync(path, mode)
  }
}

process.exitCode = await prove('kill', process.argv.slice(2), help, { seed: 1, count: 50 }, work)
