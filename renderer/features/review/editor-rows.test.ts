import { describe, expect, it } from 'vitest'
import { meeting, reading, statement } from './article-in-tests.ts'
import { addableRoles, chipKeys, editorRows, firstRow } from './editor-rows.ts'

const said = reading('en')
const keys = (fact: typeof meeting, extra: readonly string[] = []): readonly string[] =>
  editorRows(said, fact, extra, { attribution: true }).map((row) => row.key)

describe('the rows of the editor', () => {
  it('walk the slots of the line first, then what is still empty, then time, modality, polarity, attribution', () => {
    expect(keys(meeting).slice(0, 4)).toEqual(['slot:s1', 'slot:s2', 'empty:party', 'empty:eventName'])
    expect(keys(meeting).slice(-5)).toEqual(['time', 'modality', 'polarity', 'attribution', 'role'])
  })
  it('begin at the gap', () => {
    expect(firstRow(editorRows(said, statement, [], { attribution: true }), null)).toBe('empty:content')
    expect(firstRow(editorRows(said, meeting, [], { attribution: true }), 'slot:s3')).toBe('slot:s3')
  })
  it('show a role again where one more filler is wanted', () => {
    expect(keys(meeting, ['participant'])).toContain('empty:participant')
    expect(keys(meeting, ['credit'])).toContain('empty:credit')
  })
  it('offer roles that can be added, each once', () => {
    const roles = addableRoles(said, meeting, editorRows(said, meeting, [], { attribution: true })).map(
      (one) => one.role,
    )
    expect(roles).toContain('participant')
    expect(roles).toContain('quote')
    expect(new Set(roles).size).toBe(roles.length)
  })
})

it('chips stand in the order of the line, with gaps in their place', () => {
  expect(chipKeys(said, meeting)).toEqual(['slot:s1', 'slot:s2', 'slot:s3'])
  expect(chipKeys(said, statement)).toEqual(['slot:s4', 'gap:content'])
})
