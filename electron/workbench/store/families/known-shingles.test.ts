import { describe, expect, it } from 'vitest'
import { BelegError } from '../../../../shared/errors.ts'
import { testSqlite } from '../../project/testing/workbench.ts'
import { KnownShingles } from './known-shingles.ts'

const sentences = Array.from(
  { length: 12 },
  (_, at) => `Am ${String(at + 1)}. Tag lag das Schiff ${String(at)} noch im Hafen von Nordland.`,
)
const texts: Readonly<Record<string, string>> = {
  first: sentences.join('\n'),
  second: sentences.toReversed().join('\n'),
}

function desk() {
  const db = testSqlite.open()
  db.run('CREATE TABLE zone (article_id TEXT, start INTEGER, "end" INTEGER, kind TEXT)')
  db.run('CREATE TABLE p_zone (article_id TEXT, start INTEGER, "end" INTEGER, kind TEXT, section TEXT)')
  const read: string[] = []
  const textOf = (sha: string): string => {
    read.push(sha)
    const text = texts[sha]
    if (text === undefined) throw new BelegError('file.notFound', { path: sha })
    return text
  }
  return { db, read, known: new KnownShingles(textOf), fresh: () => new KnownShingles(textOf) }
}

describe('what articles are compared by', () => {
  it('is made of the text once, and anew where the text or what counts of it is another', () => {
    const { db, read, known, fresh } = desk()
    const whole = known.of(db, 'a', 'first')
    expect([known.of(db, 'a', 'first'), read.length]).toEqual([whole, 1])

    // One line masked, as many steps later as one likes; and the mask taken back.
    db.run("INSERT INTO zone VALUES ('a', 0, ?, 'other')", [sentences[0]?.length ?? 0])
    const masked = known.of(db, 'a', 'first')
    expect([masked, read.length]).toEqual([fresh().of(db, 'a', 'first'), 2])
    expect(masked).not.toEqual(whole)
    db.run('DELETE FROM zone')
    expect([known.of(db, 'a', 'first'), read.length]).toEqual([whole, 4])

    // The same places as a part of the article, not as a masked line of it.
    db.run("INSERT INTO p_zone VALUES ('a', 0, ?, NULL, 'body')", [sentences[0]?.length ?? 0])
    expect(known.of(db, 'a', 'first')).toEqual(fresh().of(db, 'a', 'first'))
    db.run('DELETE FROM p_zone')
    expect(known.of(db, 'a', 'second')).toEqual(fresh().of(db, 'a', 'second'))
  })

  it('is nothing where the text is out of reach, and what it is where the text is back', () => {
    const { db, known } = desk()
    expect(known.of(db, 'a', 'third')).toBeNull()
    expect(known.of(db, 'a', 'first')?.length).toBeGreaterThan(12)
  })
}) // prettier-ignore
