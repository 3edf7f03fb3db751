import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { publishedSchema, schemaNames } from '../cli/published-schemas.ts'
import { breaksOf, objectOf, type Json } from './schema-additions.ts'
import { schemaProblems } from './write-schemas.ts'

describe('the published schemas', () => {
  it('stand in resources/schema as the program has them', () => {
    expect(schemaProblems().stale).toEqual([])
  })

  it('changed by addition only since the baseline', () => {
    expect(schemaProblems().breaks).toEqual([])
  })

  it('are JSON Schemas another validator compiles', () => {
    const ajv = new Ajv2020({ strict: false, logger: false })
    for (const name of schemaNames) expect(typeof ajv.compile(publishedSchema(name))).toBe('function')
  })

  it('take a good command and refuse a wrong one', () => {
    const check = new Ajv2020({ strict: false, logger: false }).compile(publishedSchema('command'))
    expect(check({ id: 'c1', type: 'fact.accept', payload: { factId: 'f1' } })).toBe(true)
    expect(check({ id: 'c1', type: 'fact.accept', payload: {} })).toBe(false)
    expect(check({ id: 'c1', type: 'fact.approve', payload: { factId: 'f1' } })).toBe(false)
    expect(check({ type: 'fact.accept', payload: { factId: 'f1' } })).toBe(false)
  })

  it('let answers of later versions say more', () => {
    const check = new Ajv2020({ strict: false, logger: false }).compile(publishedSchema('command-answer'))
    expect(check({ id: 'c1', ok: true, revision: 3, later: 1 })).toBe(true)
    expect(check({ id: 'c1', ok: false, revision: 3, error: { code: 'later.code', message: 'x' } })).toBe(
      true,
    )
    expect(check({ id: 'c1', ok: 'yes', revision: 3 })).toBe(false)
  })
})

describe('a change of a schema', () => {
  const before: Json = {
    type: 'object',
    properties: {
      id: { type: 'string', maxLength: 9 },
      state: { type: 'string', enum: ['a', 'b'] },
      size: { anyOf: [{ type: 'number' }, { type: 'null' }] },
      list: {
        type: 'array',
        items: { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] },
      },
    },
    required: ['id'],
  }
  const changed = (name: string, schema: unknown): Json => ({
    ...before,
    properties: { ...objectOf(before['properties']), [name]: schema },
  })
  const both = (after: Json): readonly string[] => [
    ...breaksOf(before, after, 'input'),
    ...breaksOf(before, after, 'output'),
  ]

  it.each([
    ['nothing', before],
    ['a new property', changed('new', { type: 'string' })],
    ['a new value', changed('state', { type: 'string', enum: ['a', 'b', 'c'] })],
    ['a new type', changed('id', { anyOf: [{ type: 'string' }, { type: 'number' }] })],
    [
      'a further alternative',
      changed('size', { anyOf: [{ type: 'null' }, { type: 'number' }, { type: 'string' }] }),
    ],
    ['more room', changed('id', { type: 'string', maxLength: 20 })],
    ['no limit', changed('state', { type: 'string' })],
  ])('that adds %s breaks nobody', (_, after) => {
    expect(both(after)).toEqual([])
  })

  it.each([
    ['a removed value', changed('state', { type: 'string', enum: ['a'] })],
    ['another type', changed('id', { type: 'number' })],
    ['less room', changed('id', { type: 'string', maxLength: 8 })],
    ['a pattern', changed('id', { type: 'string', maxLength: 9, pattern: '^x' })],
    ['a lost alternative', changed('size', { type: 'number' })],
    ['a changed list', changed('list', { type: 'array', items: { type: 'object', properties: {} } })],
    ['a lost property', { ...before, properties: { id: { type: 'string' } } }],
  ])('is found out: %s', (_, after) => {
    expect(breaksOf(before, after, 'input')).not.toEqual([])
    expect(breaksOf(before, after, 'output')).not.toEqual([])
  })

  it('may not ask callers for more nor promise readers less', () => {
    const more: Json = { ...before, required: ['id', 'state'] }
    expect(breaksOf(before, more, 'input')).toEqual(['$.state: is required now'])
    expect(breaksOf(before, more, 'output')).toEqual([])
    expect(breaksOf(more, before, 'output')).toEqual(['$.state: may be absent now'])
    expect(breaksOf(more, before, 'input')).toEqual([])
  })
})
