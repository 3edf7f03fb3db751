import fc from 'fast-check'
import { decidedTables } from '../../database/index.ts'
import { seeded, SimulatedDisk } from '../../project/testing/simulated-disk.ts'
import {
  kindsOfCommands,
  planned,
  type Choose,
  type Created,
  type PlannedCommand,
  type Proposal,
  type World,
} from './oracle-commands.ts'
import { cellsOf } from './oracle-view.ts'
import { Oracle, shownCells, type Draft, type Forecast } from './oracle.ts'
import { createOn, openOn, stateOf, type Desk, type Ground } from './store-on-disk.ts'
import { importSome } from './working-day.ts'

/** One thing somebody does; numbers choose among what is there when it is done. */
export type Deed =
  | { readonly do: 'command' | 'undo' | 'redo' | 'undo of one step' | 'the same again'; readonly kind: number; readonly a: number; readonly b: number; readonly coder: 'Ada' | 'Ben' }
  | { readonly do: 'batch'; readonly kinds: readonly number[]; readonly a: number; readonly b: number; readonly coder: 'Ada' | 'Ben' }
  | { readonly do: 'import' | 'snapshot' | 'close' | 'kill' } // prettier-ignore

const coder = fc.constantFrom('Ada' as const, 'Ben' as const)
const number = fc.nat(1000)
const kind = fc.nat(kindsOfCommands - 1)
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ do: fc.constant('command' as const), kind, a: number, b: number, coder }) },
  { weight: 7, arbitrary: fc.record({ do: fc.constantFrom('undo' as const, 'redo' as const, 'undo of one step' as const, 'the same again' as const), kind, a: number, b: number, coder }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('batch' as const), kinds: fc.array(kind, { minLength: 1, maxLength: 4 }), a: number, b: number, coder }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('import' as const, 'snapshot' as const, 'close' as const, 'kill' as const) }) },
) // prettier-ignore
/** Any sequence of them. */
export const deeds: fc.Arbitrary<readonly Deed[]> = fc.array(deed, {
  minLength: 3,
  maxLength: 45,
  size: 'max',
})

interface Answer {
  readonly ok: boolean
  readonly seq?: number | undefined
  readonly created?: Created | undefined
  readonly error?: { readonly code: string } | undefined
}

/** Codes that say no to what a command says; every other refusal is a fault. */
const refusals = new Set([
  'notFound',
  'fact.incomplete',
  'input.invalid',
  'entity.same',
  'entity.mergeConflict',
  'slot.role',
])

/** A project on a simulated disk and the oracle beside it. Throws where the two differ. */
class Session {
  readonly #ground: Ground
  readonly #fs = new SimulatedDisk()
  readonly #oracle = new Oracle()
  readonly #proposals = new Map<string, Proposal>()
  readonly #mentions = new Map<string, string>()
  readonly #given: { readonly command: object; readonly answer: Answer }[] = []
  #desk: Desk
  #n = 0
  #articles: readonly string[] = []

  constructor(ground: Ground) {
    this.#ground = ground
    createOn(this.#fs, ground)
    this.#desk = openOn(this.#fs, ground)
  }

  get #world(): World {
    return { codebook: this.#ground.codebook, proposals: this.#proposals, articles: this.#articles, mentions: this.#mentions }
  }

  #give(command: object): Answer {
    const [answer] = this.#desk.store.apply([command])
    if (answer === undefined) throw new Error('no answer')
    return answer
  }

  run(one: Deed): void {
    this.#n += 1
    switch (one.do) {
      case 'import': { this.#import(); return; }
      case 'snapshot': return void this.#desk.engine.snapshot()
      case 'close':
      case 'kill': { this.#reopen(one.do); return; }
      case 'the same again': { this.#again(one.a); return; }
      case 'command': {
        const plan = planned(this.#world, this.#oracle.draft(), one.kind, this.#choice(one.a, one.b), this.#n)
        if (plan !== null) this.#carryOut({ type: plan.type, payload: plan.payload }, [plan], one.coder)
        return
      }
      case 'batch': {
        const before = this.#oracle.draft()
        const all = one.kinds.flatMap((each, index) => planned(this.#world, before, each, this.#choice(one.a + index * 7, one.b), this.#n * 1000 + index) ?? [])
        // After a merge the others would speak of the survivor: it comes last.
        const plans = [...all.filter(({ type }) => type !== 'entity.merge'), ...all.filter(({ type }) => type === 'entity.merge').slice(0, 1)]
        const steps = plans.map(({ type, payload }) => ({ type, payload }))
        // What a part makes is told for the whole only: one that makes something can stand alone in it.
        if (steps.length > 0 && plans.every(({ type }) => !/create|slot\.add/.test(type))) this.#carryOut({ type: 'batch', payload: { label: 'Alle', steps } }, plans, one.coder)
        return
      }
      case 'undo': { this.#takeBack('history.undo', {}, this.#oracle.forecastUndo(one.coder), one.coder, 'undo.nothing'); return; }
      case 'redo': { this.#takeBack('history.redo', {}, this.#oracle.forecastRedo(one.coder), one.coder, 'redo.nothing'); return; }
      case 'undo of one step': {
        const step = this.#choice(one.a, one.b)(this.#oracle.steps.filter((each) => each.kind === 'do'))
        if (step !== undefined) this.#takeBack('history.undo', { seq: step.seq }, this.#oracle.forecastUndoOf(step), one.coder, 'undo.nothing')
      }
    }
  }

  #choice(a: number, b: number): Choose {
    let use = 0
    return (from) => {
      use += 1
      return from[(use % 2 === 1 ? a : b) % Math.max(from.length, 1)]
    }
  }

  #carryOut(said: { readonly type: string; readonly payload: object }, plans: readonly PlannedCommand[], author: string): void {
    const command = { id: `c${this.#n}`, author, ...said }
    const answer = this.#give(command)
    const draft = this.#oracle.draft()
    const expected = plans.every((plan) => plan.effect(draft, answer.created ?? {}))
    if (answer.error !== undefined && !refusals.has(answer.error.code)) throw new Error(`${said.type} was refused with ${answer.error.code}`)
    if (answer.ok !== expected) throw new Error(`${said.type} should be ${expected ? 'carried out' : 'refused'}: ${JSON.stringify({ command, answer })}`)
    this.#given.push({ command, answer })
    if (answer.ok && answer.seq !== undefined) this.#oracle.did(answer.seq, author, draft)
  }

  #takeBack(type: string, payload: object, forecast: Forecast, author: string, nothing: string): void {
    const command = { id: `c${this.#n}`, author, type, payload }
    const answer = this.#give(command)
    const code = answer.error?.code ?? 'ok'
    const fail = (why: string): never => { throw new Error(`${type} ${JSON.stringify(payload)} by ${author}: ${code}, ${why}`) }
    if (forecast.kind === 'nothing' && code !== nothing) fail(`expected ${nothing}`)
    if (forecast.kind === 'never' && code !== 'undo.never') fail('expected undo.never')
    if (forecast.kind !== 'step') return
    if (code === 'undo.conflict') {
      if (!forecast.mayConflict) fail('nothing later touches it')
      return
    }
    if (code !== 'ok' || answer.seq === undefined) return fail('expected the step to be taken back')
    if (forecast.mustConflict) fail('later work changed the same, and it was overwritten')
    const of = this.#desk.engine.read().count('SELECT undo_of FROM history WHERE seq = ?', [answer.seq])
    if (of !== forecast.of.seq) fail(`step ${of} was taken back instead of ${forecast.of.seq}`)
    this.#given.push({ command, answer })
    this.#oracle.undid(answer.seq, author, forecast.of)
  }

  /** A command sent twice, because its answer was lost on the way: the same answer, and nothing is done. */
  #again(a: number): void {
    const earlier = this.#given[a % Math.max(this.#given.length, 1)]
    if (earlier === undefined || !earlier.answer.ok) return
    const answer = this.#give(earlier.command)
    if (answer.seq !== earlier.answer.seq || JSON.stringify(answer.created) !== JSON.stringify(earlier.answer.created)) throw new Error(`another answer to the same: ${JSON.stringify({ earlier, answer })}`)
  }

  #import(): void {
    const db = () => this.#desk.engine.read()
    importSome(this.#desk, this.#n, 1)
    const { seq = 0, created } = this.#importAnswer()
    const draft: Draft = this.#oracle.draft()
    for (const articleId of created) {
      draft.set(`article/${articleId}`, 'there')
      draft.set(`article/${articleId}/triage`, 'todo')
      draft.subjects.add(articleId)
      for (const id of db().all('SELECT id FROM p_mention WHERE article_id = ?', [articleId], (row) => row.text('id'))) this.#mentions.set(id, articleId)
      for (const proposal of db().all('SELECT id, type, body_json FROM p_fact WHERE article_id = ?', [articleId], (row) => ({ id: row.text('id'), articleId, type: row.text('type'), modality: (row.json('body_json') as { readonly modality: string }).modality }))) {
        const slots = db().all('SELECT slot_id, role FROM p_slot WHERE fact_id = ? ORDER BY slot_id', [proposal.id], (row) => ({ id: row.text('slot_id'), role: row.text('role') }))
        this.#proposals.set(proposal.id, { ...proposal, slots })
      }
    }
    this.#articles = [...this.#articles, ...created]
    this.#oracle.did(seq, 'nobody', draft)
  }

  #importAnswer(): { readonly seq?: number; readonly created: readonly string[] } {
    const found = this.#desk.engine.answerFor(`import-${this.#n}`)
    const answer = found?.answer as { readonly created?: Created } | undefined
    return { ...(found === null ? {} : { seq: found.seq }), created: answer?.created?.['article'] ?? [] }
  }

  #reopen(how: 'close' | 'kill'): void {
    const was = stateOf(this.#desk.engine.read())
    if (how === 'close') this.#desk.store.close()
    this.#fs.restart(how === 'close' ? 'lost' : 'killed', seeded(this.#n))
    this.#desk = openOn(this.#fs, this.#ground)
    if (stateOf(this.#desk.engine.read()) !== was) throw new Error(`after ${how} another state is shown`)
  }

  /** The project shows what the oracle holds. */
  compare(): void {
    const [shown, expected] = [shownCells(cellsOf(this.#desk.engine.read())), shownCells(this.#oracle.cells)]
    const odd = [...shown.filter((cell) => !expected.includes(cell)).map((cell) => `shown ${cell}`), ...expected.filter((cell) => !shown.includes(cell)).map((cell) => `expected ${cell}`)]
    if (odd.length > 0) throw new Error(`the project and the oracle differ: ${odd.slice(0, 8).join('; ')}`)
  }

  /** Opened from its newest snapshot and replayed from its oldest, it is what it was. */
  replay(): void {
    this.#reopen('kill')
    const { problems } = this.#desk.store.verify()
    if (problems.length > 0) throw new Error(`verify: ${JSON.stringify(problems)}`)
  }

  /** Undoing every step in force, the newest first, leaves the empty project, to the byte. */
  undoEverything(): void {
    const inForce = this.#oracle.steps.filter((step) => step.kind === 'do' && step.undoable && step.undoneBy === null)
    for (const step of inForce.toReversed()) {
      const answer = this.#give({ id: `back-${step.seq}`, author: 'Ada', type: 'history.undo', payload: { seq: step.seq } })
      if (!answer.ok) throw new Error(`step ${step.seq} cannot be undone after everything later was: ${JSON.stringify(answer.error)}`)
    }
    const db = this.#desk.engine.read()
    const left = decidedTables.filter((table) => table !== 'coder' && db.count(`SELECT count(*) FROM "${table}"`) > 0)
    if (left.length > 0) throw new Error(`rows are left in ${left.join(', ')}`)
    this.replay()
    this.#desk.store.close()
  }
} // prettier-ignore

/** Lets a sequence of deeds happen and checks all that is promised of it. Throws where a promise is broken. */
export function work(ground: Ground, sequence: readonly Deed[]): void {
  const session = new Session(ground)
  session.run({ do: 'import' })
  for (const one of sequence) {
    session.run(one)
    session.compare()
  }
  session.replay()
  session.compare()
  session.undoEverything()
}
