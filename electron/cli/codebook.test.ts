import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codebookSchema } from '../../shared/model/codebook.ts'
import { run } from './cli-process.ts'

let folder = ''
const at = (name: string): string => join(folder, name)
const beleg = (...args: readonly string[]) => run('codebook', at('p.beleg'), ...args)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beleg-cli-codebook-'))
  await run('init', at('p.beleg'), '--author', 'Åsa Löf')
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

describe('the codebook from the command line', () => {
  it('goes out as JSON, is changed, looked at, taken in and compared', async () => {
    expect(await beleg('export', '--format', 'json', '--out', at('one.json'))).toMatchObject({ code: 0 })
    const one = codebookSchema.parse(JSON.parse(await readFile(at('one.json'), 'utf8')))
    const factTypes = one.factTypes.map((type) =>
      type.id === 'call' ? { ...type, label: { en: 'Phone <call>', de: 'Anruf & mehr' } } : type,
    )
    await writeFile(at('two.json'), JSON.stringify({ ...one, factTypes }))
    const dry = await beleg('import', at('two.json'), '--dry-run')
    expect(dry).toMatchObject({ code: 0 })
    expect(dry.out).toContain('Type call, label (English): Call → Phone <call>')
    const saved = await beleg('import', at('two.json'), '--note', 'plainer', '--author', 'Bo', '--json')
    expect(JSON.parse(saved.out)).toMatchObject({ ok: true, saved: { number: 2, coder: 'Bo', note: 'plainer' } })
    expect(JSON.parse((await beleg('versions', '--json')).out)).toMatchObject([{ number: 2 }, { number: 1 }])
    expect((await beleg('diff', '1', '2', '--lang', 'de')).out).toContain('Telefonat → Anruf & mehr')
    // The same once more changes nothing; out again, it is what came in but for its number.
    expect(await beleg('import', at('two.json'))).toMatchObject({ code: 0, out: '' })
    const out = JSON.parse((await beleg('export')).out) as object
    expect(out).toEqual({ ...one, factTypes, version: '1.0.0+2' })
    expect((await beleg('export', '--of', '1')).out).toBe(await readFile(at('one.json'), 'utf8'))
  })

  it('is a page for reading without script, every word escaped, the same bytes each time', async () => {
    const page = (await beleg('export', '--format', 'html', '--lang', 'de')).out
    expect(page).toMatch(/^<!doctype html>\n<html lang="de">/)
    expect(page).toContain('Anruf &amp; mehr')
    expect((await beleg('export', '--format', 'html')).out).toContain('Phone &lt;call&gt;')
    expect(page).not.toMatch(/<script|https?:|javascript:| on[a-z]+=/i)
    expect((await beleg('export', '--format', 'html', '--lang', 'de')).out).toBe(page)
  })

  it('a bad file is refused with place and reason in the language of the run, and nothing is saved', async () => {
    const one = JSON.parse(await readFile(at('one.json'), 'utf8')) as { factTypes: { mapping: { cameo: string[] } }[] }
    one.factTypes[0]?.mapping.cameo.push('4x')
    await writeFile(at('bad.json'), JSON.stringify(one))
    const refused = await beleg('import', at('bad.json'), '--lang', 'de')
    expect(refused.code).toBe(1)
    expect(refused.err).toContain('factTypes › meeting › mapping › cameo: „4x“ ist kein CAMEO-Kode')
    await writeFile(at('bad.json'), '{"schema": ')
    expect((await beleg('import', at('bad.json'))).err).toContain('this is not JSON')
    const whole = await readFile(at('one.json'), 'utf8')
    await writeFile(at('bad.json'), whole.replace(/[ä-ü]|"label/, 'ä$&'), 'latin1')
    expect((await beleg('import', at('bad.json'))).err).toContain('cannot be read as JSON')
    // A line of two gigabytes is refused before it is read.
    await truncate(at('bad.json'), 2 * 1024 ** 3)
    expect((await beleg('import', at('bad.json'))).err).toContain('cannot be read as JSON')
    expect(JSON.parse((await beleg('versions', '--json')).out)).toHaveLength(2)
  })

  it('a wrong call is answered with 2', async () => {
    expect(await beleg('burn')).toMatchObject({ code: 2 })
    expect(await beleg('diff', '1')).toMatchObject({ code: 2 })
    expect(await beleg('diff', '1', 'x')).toMatchObject({ code: 2 })
  })
}) // prettier-ignore
