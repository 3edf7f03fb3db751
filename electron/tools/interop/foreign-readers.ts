import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { ExportFormat } from '../../../shared/contract/index.ts'
import { readXmi } from '../../workbench/exchange/readers/xmi.ts'
import type { SampleExport } from './sample-exports.ts'

export type Exports = ReadonlyMap<ExportFormat, SampleExport>

/** A program that is not ours and reads one of our formats. */
export interface ForeignReader {
  readonly name: string
  /** Debian's package. */
  readonly from: string
  readonly formats: readonly ExportFormat[]
  /** Null where it is there; else what is missing. */
  readonly missing: () => Promise<string | null>
  /** What it said, in words. Rejects where it refuses the file or finds something else than was written. */
  readonly read: (exports: Exports) => Promise<string>
}

const run = promisify(execFile)
const here = (name: string): string => join(import.meta.dirname, name)
/** LibreOffice takes its time to start. */
const patience = 180_000

async function output(program: string, args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await run(program, [...args], { timeout: patience, maxBuffer: 64 * 1024 * 1024 })
  // rapper tells its counts where others tell their troubles.
  return stdout.trim() === '' ? stderr : stdout
}

async function works(program: string, ...args: readonly string[]): Promise<boolean> {
  return output(program, args).then(
    () => true,
    () => false,
  )
}

const present = async (program: string, ...args: readonly string[]): Promise<string | null> =>
  (await works(program, ...args)) ? null : `${program} is not there`

/** The Python that has a module: the system's own, which Debian's packages are for, before any other. */
async function pythonWith(module: string): Promise<string | null> {
  for (const python of ['/usr/bin/python3', 'python3']) if (await works(python, '-c', `import ${module}`)) return python
  return null
} // prettier-ignore

async function python(module: string, script: string, ...args: readonly string[]): Promise<readonly number[]> {
  const program = await pythonWith(module)
  if (program === null) throw new Error(`no Python with ${module}`)
  return (await output(program, [here(script), ...args])).trim().split(/\s+/).map(Number)
} // prettier-ignore

const pythonMissing = async (module: string): Promise<string | null> =>
  (await pythonWith(module)) === null ? `no Python with ${module}` : null

function must(holds: boolean, said: string): void {
  if (!holds) throw new Error(said)
}

function exportOf(exports: Exports, format: ExportFormat): SampleExport {
  const made = exports.get(format)
  if (made === undefined) throw new Error(`${format} was not exported`)
  return made
}

const filesOf = ({ folder }: SampleExport, ending: string): readonly string[] =>
  readdirSync(folder ?? '.').filter((name) => name.endsWith(ending)).sort().map((name) => join(folder ?? '.', name)) // prettier-ignore

const uimaJar = '/usr/share/java/uimaj-core.jar'

const uima: ForeignReader = {
  name: 'UIMA XmiCasDeserializer',
  from: 'libuima-core-java',
  formats: ['xmi'],
  missing: async () => {
    if (!existsSync(uimaJar)) return `${uimaJar} is not there`
    return (await present('java', '-version')) ?? (await present('javac', '-version'))
  },
  read: async (exports) => {
    const made = exportOf(exports, 'xmi')
    const files = filesOf(made, '.xmi')
    const lines = (await output('java', ['-cp', uimaJar, here('ReadXmi.java'), join(made.folder ?? '', 'TypeSystem.xml'), ...files])).trim().split('\n')
    must(lines.length === files.length, `${String(lines.length)} of ${String(files.length)} files were read`)
    const totals = [0, 0, 0]
    for (const line of lines) {
      const [path = '', length, mentions, facts, links, , words] = line.split('\t')
      const ours = readXmi(path, path, readFileSync(path, 'utf8'))
      const named = (layer: string): typeof ours.marks => ours.marks.filter(({ names }) => names?.at(-1) === `webanno.custom.${layer}`)
      // The order of UIMA's index: by begin, then the longer first.
      const covered = named('Mention').flatMap(({ spans: [span] }) => span ?? []).sort((a, b) => a.start - b.start || b.end - a.end)
      const digest = createHash('sha256')
      for (const { start, end } of covered) digest.update(`${(ours.text ?? '').slice(start, end)}\n`)
      const expected = [ours.text?.length, covered.length, named('Fact').length, ours.arrows.length, digest.digest('hex')].join()
      must(expected === [length, mentions, facts, links, words].join(), `${path}: ${line}, expected ${expected}`)
      for (const [at, count] of [mentions, facts, links].entries()) totals[at] = (totals[at] ?? 0) + Number(count)
    }
    return `${String(files.length)} CAS: ${String(totals[0])} mentions, ${String(totals[1])} facts, ${String(totals[2])} links, the same words under each`
  },
} // prettier-ignore

const nltk: ForeignReader = {
  name: 'NLTK ConllCorpusReader',
  from: 'python3-nltk',
  formats: ['conll'],
  missing: () => pythonMissing('nltk'),
  read: async (exports) => {
    const made = exportOf(exports, 'conll')
    const [sentences = 0, tokens, mentions] = await python('nltk', 'read_conll.py', made.folder ?? '')
    const lines = filesOf(made, '.conll').flatMap((path) => readFileSync(path, 'utf8').split('\n'))
    const [expected, begun] = [lines.filter((line) => line !== '').length, lines.filter((line) => / B-/.test(line)).length]
    must(tokens === expected && mentions === begun, `${String(tokens)} tokens, ${String(mentions)} mentions; expected ${String(expected)}, ${String(begun)}`)
    return `${String(sentences)} sentences, ${String(tokens)} tokens, ${String(mentions)} mentions, all IOB2`
  },
} // prettier-ignore

const csvkit: ForeignReader = {
  name: 'csvkit',
  from: 'csvkit',
  formats: ['csv-facts', 'csv-slots', 'csv-entities', 'csv-articles', 'tsv-facts', 'polecat'],
  missing: () => present('csvstat', '--version'),
  read: async (exports) => {
    const said: string[] = []
    for (const format of csvkit.formats) {
      const { path, rows } = exportOf(exports, format)
      const tabs = path.endsWith('.tsv') ? ['--tabs'] : []
      // Nothing is sniffed: what parts the cells is known.
      const text = await output('csvstat', [...tabs, '-y', '0', '--count', path])
      const found = Number(/\d+/.exec(text.replace(/^Row count: /, ''))?.[0])
      must(found === rows, `${format}: ${String(found)} rows, expected ${String(rows)}`)
      said.push(`${format} ${String(rows)}`)
    }
    return `rows: ${said.join(', ')}`
  },
}

const openpyxl: ForeignReader = {
  name: 'openpyxl',
  from: 'python3-openpyxl',
  formats: ['xlsx'],
  missing: () => pythonMissing('openpyxl'),
  read: async (exports) => {
    const { path, rows } = exportOf(exports, 'xlsx')
    const [sheets, found = 0, formulas] = await python('openpyxl', 'read_xlsx.py', path)
    must(formulas === 0, `${String(formulas)} formulas`)
    must(found >= rows, `${String(found)} rows, expected at least ${String(rows)}`)
    return `${String(sheets)} sheets, ${String(found)} rows, no formula`
  },
}

const libreOffice: ForeignReader = {
  name: 'LibreOffice',
  from: 'libreoffice-calc-nogui',
  formats: ['xlsx'],
  missing: () => present('soffice', '--version'),
  read: async (exports) => {
    const { path } = exportOf(exports, 'xlsx')
    const folder = `${path}-csv`
    const profile = `-env:UserInstallation=file://${path}-profile`
    await output('soffice', [profile, '--headless', '--convert-to', 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1', '--outdir', folder, path])
    const sheets = existsSync(folder) ? readdirSync(folder) : []
    must(sheets.length > 0, 'no sheet was written')
    const broken = sheets.filter((name) => /#(?:NAME\?|REF!|VALUE!)|Err:\d{3}/.test(readFileSync(join(folder, name), 'utf8')))
    must(broken.length === 0, `cells taken for formulas in ${broken.join(', ')}`)
    return `${String(sheets.length)} sheets as CSV, no cell taken for a formula`
  },
} // prettier-ignore

const networkx: ForeignReader = {
  name: 'networkx',
  from: 'python3-networkx',
  formats: ['gexf'],
  missing: () => pythonMissing('networkx'),
  read: async (exports) => {
    const { path } = exportOf(exports, 'gexf')
    const [nodes, edges] = await python('networkx', 'read_gexf.py', path)
    const text = readFileSync(path, 'utf8')
    const [written, linked] = [text.split('<node ').length - 1, text.split('<edge ').length - 1]
    must(nodes === written && edges === linked, `${String(nodes)} nodes, ${String(edges)} edges; expected ${String(written)}, ${String(linked)}`)
    return `${String(nodes)} nodes, ${String(edges)} edges`
  },
} // prettier-ignore

const raptor: ForeignReader = {
  name: 'rapper',
  from: 'raptor2-utils',
  formats: ['turtle', 'nquads'],
  missing: () => present('rapper', '--version'),
  read: async (exports) => {
    const counted = async (format: 'turtle' | 'nquads'): Promise<number> => {
      const said = await run('rapper', ['--count', '--input', format, exportOf(exports, format).path], { timeout: patience })
      return Number(/returned (\d+) (?:triple|statement|quad)/.exec(`${said.stdout}${said.stderr}`)?.[1])
    }
    const [turtle, nquads] = [await counted('turtle'), await counted('nquads')]
    must(turtle > 0 && nquads > 0, `${String(turtle)} and ${String(nquads)} statements`)
    return `Turtle ${String(turtle)}, N-Quads ${String(nquads)} statements`
  },
} // prettier-ignore

export const foreignReaders: readonly ForeignReader[] = [uima, nltk, csvkit, openpyxl, libreOffice, networkx, raptor] // prettier-ignore
