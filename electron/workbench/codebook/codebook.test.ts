import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CommandAnswer } from '../../../shared/commands/index.ts'
import type { ChannelInput, ChannelOutput } from '../../../shared/contract/index.ts'
import {
  codebookJson,
  codingRuleIds,
  ploverEventNames,
  readCodebook,
} from '../../../shared/model/codebook-check.ts'
import { codebookDifferences } from '../../../shared/model/codebook-diff.ts'
import type { Codebook, CodebookSlot, FactType } from '../../../shared/model/codebook.ts'
import type { FactView } from '../../../shared/model/views.ts'
import { checkedRules } from '../extraction/codes/check.ts'
import { ploverQuads } from '../extraction/codes/vocabulary.ts'
import { createProject } from '../open-session.ts'
import { resourcesFolder } from '../resources.ts'
import type { StoreQueryName } from '../session.ts'
import { openStore, type OpenedStore } from '../store/open-store.ts'
import { exampleArticle, exampleText } from '../store/testing/example-article.ts'

let root: string
let store: OpenedStore
let serial = 0
const folder = (): string => join(root, 'project')

async function open(): Promise<void> {
  store = await openStore(
    { folder: folder(), resources: resourcesFolder(), takeOver: false, acceptDamage: false, readOnly: false, author: 'Ada Berg' },
    () => undefined,
  )
} // prettier-ignore
async function reopen(): Promise<void> {
  store.perform('close', null)
  await open()
}
const ask = <N extends StoreQueryName>(name: N, input: ChannelInput<N>): ChannelOutput<N> =>
  store.perform('query', { name, input }) as ChannelOutput<N>

function give(type: string, payload: unknown): CommandAnswer {
  const [answer] = store.perform('apply', [{ id: `c${String(++serial)}`, type, payload }])
  if (answer === undefined) throw new Error('no answer')
  return answer
}
function done(type: string, payload: unknown): CommandAnswer {
  const answer = give(type, payload)
  expect(answer.error).toBeUndefined()
  return answer
}

const current = (): Codebook => ask('codebook.current', {})
const facts = (): readonly FactView[] => ask('facts.list', { limit: 100 }).rows
const factOf = (type: string): FactView => {
  const found = facts().find((fact) => fact.type === type)
  if (found === undefined) throw new Error(`no fact of type ${type}`)
  return found
}
const typeOf = (codebook: Codebook, id: string): FactType => {
  const found = codebook.factTypes.find((type) => type.id === id)
  if (found === undefined) throw new Error(id)
  return found
}
/** The codebook with one type changed. */
const withType = (id: string, change: (type: FactType) => FactType | null, codebook = current()): Codebook => ({
  ...codebook,
  factTypes: codebook.factTypes.flatMap((type) => (type.id === id ? (change(type) ?? []) : [type])),
  rules: codebook.rules.map((rule) => {
    const now = change(typeOf(codebook, id))?.id
    return { ...rule, types: rule.types.flatMap((type) => (type === id ? (now ?? []) : [type])) }
  }),
}) // prettier-ignore
const withSlot = (id: string, role: string, change: (slot: CodebookSlot) => CodebookSlot | null): Codebook =>
  withType(id, (type) => {
    const slots = type.slots.flatMap((slot) => (slot.role === role ? (change(slot) ?? []) : [slot]))
    const named = slots.find((slot) => slot.former?.includes(role))?.role
    return { ...type, slots, line: type.line.flatMap((one) => (one === role ? (named ?? slots.filter((slot) => slot.role === role).map((slot) => slot.role)) : [one])) }
  }) // prettier-ignore
const basedOn = (): number => ask('codebook.versions', {})[0]?.number ?? 0
const save = (codebook: Codebook, note?: string): CommandAnswer =>
  give('codebook.save', { basedOn: basedOn(), codebook, ...(note === undefined ? {} : { note }) })
function saved(codebook: Codebook, note?: string): CommandAnswer {
  const answer = save(codebook, note)
  expect(answer.error).toBeUndefined()
  return answer
}
const encounter = (): Codebook =>
  withType('meeting', (type) => ({ ...type, id: 'encounter', former: ['meeting'] }))

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'beleg-codebook-'))
  await createProject(folder(), { name: 'Probe', language: 'de' })
  await open()
  store.perform('putTexts', [{ text: Buffer.from(exampleText), original: null }])
  store.perform('importArticles', { commandId: 'i1', author: null, label: '', articles: [exampleArticle()] })
})
afterEach(() => {
  store.perform('close', null)
  rmSync(root, { recursive: true, force: true })
})

describe('versions of the codebook', () => {
  it('begin with the one that ships, and each save adds one with author, time and note', () => {
    expect(ask('codebook.versions', {})).toMatchObject([
      { number: 1, version: '1.0.0', coder: null, at: null },
    ])
    const before = current()
    saved(
      withType('meeting', (type) => ({ ...type, label: { en: 'Encounter', de: 'Begegnung' } })),
      'clearer',
    )
    expect(ask('codebook.versions', {})).toMatchObject([
      {
        number: 2,
        version: '1.0.0+2',
        coder: 'Ada Berg',
        note: 'clearer',
        at: expect.stringContaining('T') as string,
      },
      { number: 1, version: '1.0.0', coder: null, at: null },
    ])
    expect(ask('codebook.version', { number: 1 })).toEqual(before)
    expect(codebookDifferences(before, current())).toMatchObject([
      { subject: 'type', id: 'meeting', field: 'label.en', before: 'Meeting', after: 'Encounter' },
      { subject: 'type', id: 'meeting', field: 'label.de', before: 'Treffen', after: 'Begegnung' },
    ])
  })

  it('stay after a restart, pass the check of the project, and are undone and redone in one step', async () => {
    const before = current()
    saved(encounter())
    const after = current()
    await reopen()
    expect(current()).toEqual(after)
    expect(ask('project.verify', {})).toMatchObject({ ok: true, problems: [] })
    done('history.undo', {})
    expect(current()).toEqual(before)
    expect(ask('codebook.versions', {})).toHaveLength(1)
    done('history.redo', {})
    expect(current()).toEqual(after)
    await reopen()
    expect(ask('project.verify', {})).toMatchObject({ ok: true })
  })

  it('an older one is not undone under a newer one', () => {
    const { seq } = saved(withType('call', (type) => ({ ...type, retired: true })))
    saved(withType('visit', (type) => ({ ...type, retired: true })))
    expect(give('history.undo', { seq }).error?.code).toBe('undo.conflict')
    expect(basedOn()).toBe(3)
  })

  it('a draft from an older version, or one that changes nothing, is not saved', () => {
    expect(save(current()).error?.code).toBe('codebook.same')
    saved(withType('call', (type) => ({ ...type, retired: true })))
    expect(give('codebook.save', { basedOn: 1, codebook: encounter() }).error?.code).toBe(
      'codebook.overtaken',
    )
    expect(basedOn()).toBe(2)
  })
})

describe('a type or slot in use', () => {
  it('is renamed with its facts, decided and proposed, with filters and rules, and undo brings all back', () => {
    const meeting = factOf('meeting')
    done('fact.accept', { factId: meeting.id })
    done('dataset.create', { name: 'Treffen', query: { types: ['meeting'] } })
    const draft = withType('visit', (type) => ({ ...type, id: 'trip', former: ['visit'] }), encounter())
    expect(ask('codebook.impact', { codebook: draft })).toMatchObject({
      base: 1,
      refused: [],
      moves: [{ type: 'meeting', role: null, to: 'encounter', facts: 1 }],
      touched: [
        { type: 'meeting', to: 'encounter', decided: 1, proposed: 0, articles: 1, datasets: ['Treffen'], releases: 0 },
        { type: 'visit', to: 'trip', decided: 0, proposed: 1, articles: 1 },
      ],
    })
    saved(draft)
    expect(factOf('encounter')).toMatchObject({ id: meeting.id, state: 'accepted', codebookVersion: '1.0.0+2' })
    expect(factOf('trip').state).toBe('proposed')
    expect(ask('datasets.list', {})[0]).toMatchObject({ query: { types: ['encounter'] }, facts: 1 })
    done('history.undo', {})
    expect(factOf('meeting')).toMatchObject({ id: meeting.id, state: 'accepted', codebookVersion: '1.0.0' })
    expect(factOf('visit').state).toBe('proposed')
    expect(ask('datasets.list', {})[0]).toMatchObject({ query: { types: ['meeting'] }, facts: 1 })
  }) // prettier-ignore

  it('stays hidden where its proposals were hidden, under the new name, and undo brings the old one back', () => {
    const hidden = (): readonly string[] => ask('learning.list', {}).hidden.map(({ by, of }) => `${by} ${of}`)
    const visit = factOf('visit').id
    const seen = (): FactView | undefined => ask('articles.open', { articleId: factOf('meeting').articleId }).facts.find(({ id }) => id === visit)
    done('learning.hide', { by: 'type', of: 'visit', hidden: true })
    expect(seen()?.hidden).toBe('type')
    saved(withType('visit', (type) => ({ ...type, id: 'trip', former: ['visit'] })))
    expect(hidden()).toEqual(['type trip'])
    expect(seen()).toMatchObject({ type: 'trip', hidden: 'type' })
    done('history.undo', {})
    expect(hidden()).toEqual(['type visit'])
    expect(seen()).toMatchObject({ type: 'visit', hidden: 'type' })
  }) // prettier-ignore

  it('a slot is renamed with what fills it, and coding rules go on knowing type and slot', () => {
    const { id } = factOf('meeting')
    done('fact.accept', { factId: id })
    const draft = withSlot('meeting', 'participant', (slot) => ({ ...slot, role: 'attendee', former: ['participant'] }))
    saved(withType('meeting', (type) => ({ ...type, id: 'encounter', former: ['meeting'] }), draft))
    expect(factOf('encounter').slots.map(({ role }) => role)).toEqual(['attendee', 'attendee', 'place'])
    expect(factOf('encounter').missing).toEqual([])
    // A planned meeting is AGREE: the rule is written for the type's first name.
    done('fact.set', { factId: id, modality: 'planned' })
    expect(factOf('encounter').plover?.event).toBe('AGREE')
    done('history.undo', {})
    done('history.undo', {})
    expect(factOf('meeting').slots.map(({ role }) => role)).toEqual(['participant', 'participant', 'place'])
  }) // prettier-ignore

  it('cannot be removed while decided facts use it; retiring it is offered and keeps them readable', () => {
    const { id, articleId, evidence } = factOf('meeting')
    done('fact.accept', { factId: id })
    const without = withType('meeting', () => null)
    expect(ask('codebook.impact', { codebook: without }).refused).toEqual([{ type: 'meeting', role: null, facts: 1 }])
    const refused = save(without)
    expect(refused.error).toMatchObject({ code: 'codebook.typeInUse', detail: { type: 'meeting', count: 1 } })
    expect(refused.error?.message).toContain('Retire it instead')
    expect(save(withSlot('meeting', 'place', () => null)).error).toBeUndefined()
    expect(save(withSlot('meeting', 'participant', () => null)).error?.code).toBe('codebook.slotInUse')
    saved(withType('meeting', (type) => ({ ...type, retired: true })))
    expect(factOf('meeting')).toMatchObject({ id, state: 'accepted', missing: [] })
    const span = evidence[0]
    expect(give('fact.add', { articleId, type: 'meeting', evidence: [{ start: span?.start, end: span?.end }] }).error?.code).toBe('fact.typeRetired')
  }) // prettier-ignore

  it('is not proposed once it is retired, and is again when it is offered again', async () => {
    saved(withType('meeting', (type) => ({ ...type, retired: true })))
    expect(facts().map(({ type }) => type)).toEqual(['visit', 'statement'])
    await reopen()
    expect(facts().map(({ type }) => type)).toEqual(['visit', 'statement'])
    saved(withType('meeting', ({ retired: _retired, ...type }) => type))
    expect(facts().map(({ type }) => type)).toEqual(['meeting', 'visit', 'statement'])
    done('history.undo', {})
    done('history.undo', {})
    expect(facts().map(({ type }) => type)).toEqual(['meeting', 'visit', 'statement'])
  })

  it('facts keep a value that is no longer allowed and are listed until they are mended', () => {
    const { id } = factOf('meeting')
    done('fact.accept', { factId: id })
    const narrow = withSlot('meeting', 'participant', (slot) => ({ ...slot, fillers: ['ORG'] }))
    expect(ask('codebook.impact', { codebook: narrow }).look).toMatchObject({
      total: 1,
      rows: [{ factId: id, type: 'meeting', role: 'participant', why: 'filler', articleTitle: expect.any(String) as string }],
    })
    saved(narrow)
    expect(factOf('meeting').slots).toHaveLength(3)
    expect(ask('codebook.look', {})).toMatchObject({ total: 1, rows: [{ factId: id }] })
    done('fact.reject', { factId: id, reason: 'wrong_type' })
    expect(ask('codebook.look', {})).toEqual({ total: 0, rows: [] })
  }) // prettier-ignore

  it('a slot that is only called otherwise makes no fact one to look at', () => {
    const { id, slots } = factOf('meeting')
    done('fact.accept', { factId: id })
    // Words alone, which the role does not take: that was so before.
    done('slot.set', { factId: id, slotId: slots[0]?.id, value: { kind: 'text', start: 0, end: 4 } })
    const renamed = withSlot('meeting', 'participant', (slot) => ({ ...slot, role: 'attendee', former: ['participant'] }))
    expect(ask('codebook.impact', { codebook: renamed })).toMatchObject({ moves: [{ role: 'participant', to: 'attendee' }], look: { total: 0 } })
    saved(renamed)
    expect(ask('codebook.look', {}).total).toBe(0)
  }) // prettier-ignore

  it('a slot that becomes required lists the facts that do not say it', () => {
    const { id } = factOf('meeting')
    done('fact.accept', { factId: id })
    saved(withSlot('meeting', 'topic', (slot) => ({ ...slot, count: 'some' })))
    expect(ask('codebook.look', {}).rows).toMatchObject([{ factId: id, role: 'topic', why: 'missing' }])
    expect(factOf('meeting').missing).toEqual(['topic'])
  })

  it('another mapping codes decided and proposed facts anew, and undo gives the old codes back', () => {
    const { id, plover, cameo } = factOf('meeting')
    done('fact.accept', { factId: id })
    const mapping = {
      ...typeOf(current(), 'meeting').mapping,
      plover: { event: 'COOPERATE', modes: [] },
      cameo: ['060'],
    }
    saved(withType('meeting', (type) => ({ ...type, mapping })))
    expect(factOf('meeting')).toMatchObject({ plover: { event: 'COOPERATE', quad: 2 }, cameo: '060' })
    done('history.undo', {})
    expect(factOf('meeting')).toMatchObject({ plover, cameo })
    done('fact.reopen', { factId: id })
    saved(withType('meeting', (type) => ({ ...type, mapping })))
    expect(factOf('meeting')).toMatchObject({
      state: 'proposed',
      plover: { event: 'COOPERATE' },
      cameo: '060',
    })
  })

  it('a save is not undone while facts rest on what it brought', () => {
    const { articleId, evidence } = factOf('meeting')
    const { seq } = saved({ ...current(), factTypes: [...current().factTypes, { ...typeOf(current(), 'call'), id: 'toast' }] })
    const span = evidence[0]
    done('fact.add', { articleId, type: 'toast', evidence: [{ start: span?.start, end: span?.end }] })
    const refused = give('history.undo', { seq })
    expect(refused.error).toMatchObject({ code: 'codebook.undoUsed', detail: { count: 1 } })
    done('history.undo', {})
    done('history.undo', { seq })
    expect(basedOn()).toBe(1)
  }) // prettier-ignore
})

describe('what the codebook says is said everywhere', () => {
  it('a coding rule that is off is not checked, one that is on is', () => {
    const { id } = factOf('meeting')
    done('fact.accept', { factId: id })
    const broken = (): readonly string[] => ask('articles.open', { articleId: factOf('meeting').articleId }).facts.find((fact) => fact.id === id)?.breaks ?? []
    saved(withType('meeting', (type) => ({ ...type, mapping: { ...type.mapping, cameo: ['044'] } })))
    done('history.undo', {})
    const strict = { ...current(), rules: current().rules.map((rule) => (rule.id === 'time-belongs' ? { ...rule, types: ['statement'] } : rule)) }
    saved(strict)
    const statement = factOf('statement')
    const breaks = (): readonly string[] => ask('articles.open', { articleId: statement.articleId }).facts.find((fact) => fact.id === statement.id)?.breaks ?? []
    expect(breaks()).toContain('time-belongs')
    saved({ ...current(), rules: current().rules.map((rule) => (rule.id === 'time-belongs' ? { ...rule, off: true as const } : rule)) })
    expect(breaks()).not.toContain('time-belongs')
    expect(broken()).toEqual([])
  }) // prettier-ignore
})

describe('a codebook as a file', () => {
  it('may name the rules the program checks and the events it codes, and no others', () => {
    expect([...codingRuleIds].sort()).toEqual([...checkedRules].sort())
    expect([...ploverEventNames].sort()).toEqual(Object.keys(ploverQuads).sort())
  })

  const shipped = (): unknown =>
    JSON.parse(readFileSync(join(resourcesFolder(), 'codebook', 'codebook.json'), 'utf8'))

  it('goes out and comes back as it was, to the byte', () => {
    saved(encounter())
    const json = codebookJson(current())
    const read = readCodebook(json)
    expect(read.ok && codebookJson(read.codebook)).toBe(json)
    // Into another state of the project: saved under the name it came with.
    done('history.undo', {})
    if (read.ok) saved({ ...read.codebook, version: '7.1.0' })
    expect(current().version).toBe('7.1.0')
    writeFileSync(join(root, 'out.json'), codebookJson(current()))
    expect(readCodebook(readFileSync(join(root, 'out.json'), 'utf8'))).toEqual({
      ok: true,
      codebook: current(),
    })
  })

  it.each([
    ['no JSON', () => '{', { fault: 'json', place: '' }],
    ['another kind of file', () => '{"schema":"x"}', { fault: 'schema' }],
    ['a missing label', (c: Codebook) => ({ ...c, title: { en: 'x' } }), { fault: 'missing', place: 'title › de' }],
    ['an unknown field', (c: Codebook) => ({ ...c, factTypes: c.factTypes.map((type) => (type.id === 'call' ? { ...type, colour: 'red' } : type)) }), { fault: 'unknownKey', place: 'factTypes › call › colour' }],
    ['a wrong code', (c: Codebook) => ({ ...c, factTypes: c.factTypes.map((type) => (type.id === 'call' ? { ...type, mapping: { ...type.mapping, cameo: ['4x'] } } : type)) }), { fault: 'cameo', place: 'factTypes › call › mapping › cameo' }],
    ['two types of one id', (c: Codebook) => ({ ...c, factTypes: [...c.factTypes, c.factTypes[0]] }), { fault: 'taken' }],
    ['a rule nobody can check', (c: Codebook) => ({ ...c, rules: [{ ...c.rules[0], id: 'be-nice' }] }), { fault: 'rule', place: 'rules › be-nice' }],
    ['a line of slots that are not there', (c: Codebook) => ({ ...c, factTypes: c.factTypes.map((type) => (type.id === 'call' ? { ...type, line: ['nobody'] } : type)) }), { fault: 'line', value: 'nobody' }],
  ] as const)('is refused with the place and the reason: %s', (_, spoil, expected) => {
    const spoilt = spoil(shipped() as Codebook)
    const read = readCodebook(typeof spoilt === 'string' ? spoilt : JSON.stringify(spoilt))
    expect(read.ok).toBe(false)
    if (!read.ok) expect(read.problems[0]).toMatchObject(expected)
    if (typeof spoilt === 'string') return
    expect(save(spoilt as Codebook).error?.code).toBe('codebook.invalid')
    expect(basedOn()).toBe(1)
  }) // prettier-ignore
})
