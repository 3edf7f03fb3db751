import { basename } from 'node:path/posix'
import { BelegError } from '../../../../shared/errors.ts'
import { formatOf } from '../file-formats.ts'
import { readFileOf } from './read-file.ts'
import type { FileBytes, FileContents, HowToRead, SourceDocument, UnreadPart } from './source-document.ts'
import { untar } from './untar.ts'
import { unzip, type Member, type UnzipLimits } from './unzip.ts'

const megabyte = 1024 * 1024
/** Of one member, and of all of them: a bomb ends here. */
const mostOfMember = 50 * megabyte
const mostOfAll = 1024 * megabyte

/**
 * Articles of a zip or tar archive: members whose names say that they are read, in the order of the archive. A member's
 * path is a label, never a place on disk. Archives inside archives stay closed and are named as unread.
 */
export async function readArchive(
  kind: 'zip' | 'tar',
  file: FileBytes,
  how: HowToRead,
): Promise<FileContents> {
  const documents: SourceDocument[] = []
  const unread: UnreadPart[] = []
  let total = 0
  const limits: UnzipLimits = { most: mostOfMember, wanted: isWanted }
  const members = kind === 'zip' ? unzip(file, limits) : untar(file, { ...limits, total: mostOfAll })
  try {
    for await (const member of members) {
      if ('error' in member) {
        unread.push(member)
        continue
      }
      total += member.bytes.length
      if (total > mostOfAll)
        throw new BelegError('archive.tooLarge', { path: file.path, limit: mostOfAll / megabyte })
      await readMember(file.path, member, documents, unread, how)
    }
  } catch (error) {
    // What was read before the archive broke off is kept, and the break is told.
    if (documents.length === 0 || !(error instanceof BelegError)) throw error
    unread.push({ part: '', error })
  }
  return { documents, unread }
}

/** Hidden files and what macOS packs beside the files are passed over without a word. */
const isWanted = (name: string): boolean =>
  !basename(name).startsWith('.') && !/(?:^|\/)(?:__MACOSX|\.[^/]+)\//.test(name)

async function readMember(
  archive: string,
  member: Member,
  documents: SourceDocument[],
  unread: UnreadPart[],
  how: HowToRead,
): Promise<void> {
  const path = `${archive}/${member.name}`
  const format = formatOf(member.name)
  try {
    if (format === null || format === 'zip' || format === 'tar') throw new BelegError('file.kind', { path })
    if (member.bytes.length === 0) throw new BelegError('file.empty', { path })
    const contents = await readFileOf(format, { path, bytes: member.bytes }, how)
    const within = (part: string): string => (part === '' ? member.name : `${member.name}#${part}`)
    for (const document of contents.documents)
      documents.push({ ...document, part: within(document.part), bytes: document.bytes ?? member.bytes })
    for (const one of contents.unread) unread.push({ ...one, part: within(one.part) })
  } catch (error) {
    if (!(error instanceof BelegError)) throw error
    unread.push({ part: member.name, error })
  }
}
