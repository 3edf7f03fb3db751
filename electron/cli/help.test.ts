import { describe, expect, it } from 'vitest'
import { commandTypes } from '../../shared/commands/index.ts'
import { run } from './cli-process.ts'
import { verbs } from './verbs/index.ts'

const names = verbs.map((verb) => verb.usage.split(' ')[0] ?? '')

describe('the help', () => {
  it.each(['en', 'de'] as const)(
    'explains every verb with examples and says the exit codes (%s)',
    async (language) => {
      const { out, code, err } = await run('--help', '--lang', language)
      expect([code, err]).toEqual([0, ''])
      for (const name of names) expect(out).toMatch(new RegExp(`^  ${name} `, 'm'))
      for (const number of [0, 1, 2, 3, 130]) expect(out).toMatch(new RegExp(`^  ${String(number)} `, 'm'))
      for (const name of names) {
        const help = (await run(name, '--help', '--lang', language)).out
        expect(help).toContain(language === 'de' ? 'Beispiele:' : 'Examples:')
        expect(help).toContain(`$ beleg ${name} `)
      }
    },
  )

  it('says every sentence of a verb in both languages', async () => {
    for (const name of names) {
      const [english, german] = [
        (await run(name, '--help')).out,
        (await run(name, '--help', '--lang', 'de')).out,
      ]
      const same = english
        .split('\n')
        .filter(
          (line) =>
            !line.startsWith('  $ ') &&
            /[a-z]{3,} [a-z]{3,} [a-z]{3,}/.test(line) &&
            german.split('\n').includes(line),
        )
      expect(same, name).toEqual([])
    }
  })
})

describe('a wrong call', () => {
  it.each([
    [[], 'Es fehlt der Befehl'],
    [['exprt'], 'Den Befehl „exprt“ gibt es nicht'],
    [['import'], 'Es fehlt das Argument „project“'],
    [['export', 'p'], 'Es fehlt die Option „--format <format>“'],
    [['query', 'p', 'facts', '--limit', '0'], '„0“ ist keine Zeilenzahl'],
    [['query', 'p', 'fakten'], '„fakten“ ist keines von articles'],
    [['verify', 'p', '--deep'], 'Die Option „--deep“ gibt es nicht'],
    [['verify', 'p', 'q'], 'Zu viele Argumente'],
  ])('%j is answered in the language of the run and with 2', async (args, words) => {
    const ended = await run('--lang', 'de', ...args)
    expect(ended.code).toBe(2)
    expect(args.length === 0 ? ended.err : ended.err.split('\n')[0]).toContain(
      args.length === 0 ? 'Aufruf:' : words,
    )
    expect(ended.out).toBe('')
  })

  it('is JSON on standard output where JSON was asked for', async () => {
    const ended = await run('import', '--json', '--lang', 'de')
    expect(JSON.parse(ended.out)).toMatchObject({ ok: false, error: { code: 'input.invalid' } })
    expect(ended.err).toContain('Es fehlt')
  })
})

it('lists every command and its schema', async () => {
  expect((await run('commands')).out.trim().split('\n')).toEqual(commandTypes)
  expect(JSON.parse((await run('commands', '--schema')).out)).toHaveProperty(
    '$id',
    'urn:beleg:schema:command',
  )
  expect((await run('--version')).out).toBe('1.2.3\n')
})
