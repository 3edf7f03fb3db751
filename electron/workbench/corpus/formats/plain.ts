import { BelegError } from '../../../../shared/errors.ts'
import { decodeText } from '../decode.ts'
import type { FileBytes, SourceDocument } from './source-document.ts'

/** Plain text inside an archive. Throws `file.notText`. */
export function decodePlain({ path, bytes }: FileBytes): SourceDocument {
  const decoded = decodeText(bytes)
  if (decoded === null) throw new BelegError('file.notText', { path })
  return { part: '', text: decoded.text, encoding: decoded.encoding, fields: {} }
}
