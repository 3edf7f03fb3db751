import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { commandAnswerSchema } from '../../shared/commands/index.ts'
import { entityViewSchema, historyRowSchema } from '../../shared/model/views.ts'
import { create, jsonLines, linesFrom, parseLines, rowsOf, run, runWith, start } from './cli-process.ts'

let folder = ''
let project = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beleg-cli-'))
  project = join(folder, 'proben 🇻🇳.beleg')
  expect(await run('init', project, '--author', 'Åsa Löf')).toMatchObject({ code: 0 })
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

const looseAnswer = z.object({
  id: z.string().nullable(),
  ok: z.boolean(),
  error: z.object({ code: z.string() }).optional(),
})

describe('applying commands', () => {
  it('answers each line in its order, goes on after a bad one, and ends with 1', async () => {
    const input = `\ufeff${JSON.stringify(create('l1'))}\r\nno json\n\n{"id":"l2"}\n[]\n${JSON.stringify(create('l3'))}`
    const { code, out } = await runWith(input, 'apply', project, '-')
    const answers = parseLines(looseAnswer, out)
    expect(answers.map(({ ok }) => ok)).toEqual([true, false, false, false, true])
    expect(answers.slice(0, 3).map(({ id }) => id)).toEqual(['l1', null, 'l2'])
    expect(answers[4]?.id).toBe('l3')
    expect(answers[1]?.error?.code).toBe('input.invalid')
    expect(code).toBe(1)
  })

  it('gives the first answer again for a command sent twice, and refuses another under its id', async () => {
    const twice = await runWith(jsonLines([create('t1'), create('t1'), { ...create('t2'), id: 't1' }]), 'apply', project, '-')
    const [first, again, other] = parseLines(looseAnswer, twice.out)
    expect(again).toEqual(first)
    expect(other).toMatchObject({ ok: false, error: { code: 'command.conflict' } })
    const entities = await rowsOf(entityViewSchema, project, 'entities')
    expect(entities.filter((row) => row.labelDe === 't1').length).toBe(1)
  })

  it('answers an interactive caller at once, without waiting for the end of the input', async () => {
    const child = start('apply', project, '-', '--author', 'Bo')
    const nextLine = linesFrom(child)
    for (let at = 0; at < 3; at++) {
      child.stdin.write(jsonLines([create(`i${String(at)}`)])) // and no further line before the answer
      expect(commandAnswerSchema.parse(JSON.parse(await nextLine()))).toMatchObject({ id: `i${String(at)}`, ok: true })
    }
    child.stdin.end()
    expect((await once(child, 'close'))[0]).toBe(0)
    const [step] = await rowsOf(historyRowSchema, project, 'history', '--limit', '1')
    expect(step).toMatchObject({ commandId: 'i2', coder: 'Bo' })
  })

  it('ends at Ctrl+C with 130 and keeps what it answered', async () => {
    const child = start('apply', project, '-')
    const nextLine = linesFrom(child)
    child.stdin.write(jsonLines([create('interrupted')]))
    await nextLine()
    child.kill('SIGINT')
    expect((await once(child, 'close'))[0]).toBe(130)
    const history = await rowsOf(historyRowSchema, project, 'history', '--limit', '5')
    expect(history.map((row) => row.commandId)).toContain('interrupted')
  })

  it('says that a project is open elsewhere, and keeps off it', async () => {
    const child = start('apply', project, '-')
    const nextLine = linesFrom(child)
    child.stdin.write(jsonLines([create('holder')]))
    await nextLine()
    const second = await run('apply', project, '-', '--lang', 'de')
    expect(second.code).toBe(3)
    expect(second.err).toContain('bereits in einem anderen Programm geöffnet')
    child.stdin.end()
    await once(child, 'close')
  })

  it('loses no answered command when it is killed, and doubles none when the file is sent again', async () => {
    const file = join(folder, 'decisions.jsonl')
    const ids = Array.from({ length: 200 }, (_, at) => `kill-${String(at).padStart(3, '0')}`)
    await writeFile(file, jsonLines(ids.map((id) => create(id))))
    const answered = new Set<string>()
    // Three times, at three places, because a lucky moment proves nothing.
    for (const enough of [3, 40, 110]) {
      const child = start('apply', project, file)
      let seen = 0
      for await (const line of createInterface({ input: child.stdout })) {
        const answer = commandAnswerSchema.parse(JSON.parse(line))
        expect(answer.ok).toBe(true)
        answered.add(answer.id)
        if (++seen === enough) child.kill('SIGKILL')
      }
      expect(seen).toBeGreaterThanOrEqual(enough)
      expect(seen).toBeLessThan(200) // killed in the middle, or the test shows nothing
      const kept = new Set((await rowsOf(historyRowSchema, project, 'history')).map((row) => row.commandId))
      for (const id of answered) expect(kept.has(id), id).toBe(true)
    }
    expect((await run('apply', project, file)).code).toBe(0)
    const history = (await rowsOf(historyRowSchema, project, 'history')).filter((row) => row.commandId.startsWith('kill-'))
    expect(history.map((row) => row.commandId).sort()).toEqual(ids)
    const entities = (await rowsOf(entityViewSchema, project, 'entities')).filter((row) => row.labelDe?.startsWith('kill-'))
    expect(entities.map((row) => row.labelDe).sort()).toEqual(ids)
    expect((await run('verify', project)).code).toBe(0)
  })
}, 120_000) // prettier-ignore
