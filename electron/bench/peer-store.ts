import { copyFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseCommand } from '../../shared/commands/index.ts'
import {
  installCapture,
  schemaVersion,
  shapesOf,
  takeCaptured,
  type TableShape,
} from '../workbench/database/index.ts'
import { writeHistory } from '../workbench/project/history.ts'
import { projectFolder, realFiles } from '../workbench/project/index.ts'
import { loadNameKeys, resourcesFolder } from '../workbench/resources.ts'
import { handle } from '../workbench/store/handlers/index.ts'
import { idSource } from '../workbench/store/ids.ts'
import { ProposalBuilder } from '../workbench/store/proposal-builder.ts'
import type { Ground } from '../workbench/store/testing/store-on-disk.ts'
import { PeerDatabase, type PeerConstructor } from './peer-database.ts'

const pragmas = [
  'journal_mode = WAL',
  'synchronous = FULL',
  'foreign_keys = ON',
  'recursive_triggers = ON',
  'temp_store = MEMORY',
  'cache_size = -65536',
]

/**
 * What a program on better-sqlite3 would do for the same command: the same handler, the same triggers, the same
 * history rows, in one transaction that is on the disk when it returns (WAL, synchronous=FULL).
 */
export class PeerStore {
  readonly #db: PeerDatabase
  readonly #ground: Ground
  readonly #proposals: ProposalBuilder
  readonly #shapes: ReadonlyMap<string, TableShape>
  readonly #schema: number
  #seq: number

  /** Works on a copy of the snapshot of a generated project, on the same disk. */
  constructor(peer: PeerConstructor, ground: Ground, root: string) {
    const path = join(root, 'peer.sqlite')
    const snapshots = join(root, 'snapshots')
    copyFileSync(join(snapshots, readdirSync(snapshots).sort().at(-1) ?? ''), path)
    this.#ground = ground
    this.#db = new PeerDatabase(new peer(path))
    for (const pragma of pragmas) this.#db.script(`PRAGMA ${pragma}`)
    this.#shapes = shapesOf(this.#db, 'decided')
    installCapture(this.#db, this.#shapes)
    const folder = projectFolder(realFiles, root)
    this.#proposals = new ProposalBuilder(folder, ground.codebook, loadNameKeys(resourcesFolder()))
    this.#schema = schemaVersion(this.#db)
    this.#seq = this.#db.count('SELECT max(seq) FROM history')
  }

  /** Carries a command out; it is on the disk when this returns. */
  apply(input: unknown): void {
    const command = parseCommand(input)
    if (command.type === 'batch') throw new Error('a batch is not measured here')
    const db = this.#db
    const at = new Date().toISOString()
    if (db.count('SELECT seq FROM history WHERE command_id = ?', [command.id]) > 0) throw new Error('given before')
    const coderId = db.get("SELECT value FROM setting WHERE key = 'coder'", [], (row) => row.textOrNull('value')) ?? null
    db.run('BEGIN IMMEDIATE')
    const { label } = handle(
      {
        db,
        codebook: this.#ground.codebook,
        coderId,
        at,
        nextId: idSource(command.id),
        nameKeys: this.#proposals.nameKeys,
        textOf: (articleId) => this.#proposals.articleText(db, articleId),
        created: () => undefined,
      },
      command,
    )
    const changes = takeCaptured(db, this.#shapes)
    this.#proposals.afterRowChanges(db, changes)
    this.#seq += 1
    const same = { note: null, groupId: null, articleId: null, undoable: true, undoes: [], answerJson: '{}' }
    const step = { ...same, payloadJson: JSON.stringify(command.payload), schema: this.#schema, commandId: command.id }
    writeHistory(db, this.#seq, { ...step, type: command.type, label, coderId, at, changes })
    db.run('COMMIT')
  }

  close(): void {
    this.#db.close()
  }
} // prettier-ignore
