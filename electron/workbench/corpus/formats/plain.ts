import { BelegError } from '../../../../shared/errors.ts'
import { decodeAs, decodeText, type DecodedText } from '../decode.ts'
import type { FileBytes, HowToRead, SourceDocument } from './source-document.ts'

/** Plain text inside an archive. Throws `file.notText`. */
export function decodePlain(file: FileBytes, how: HowToRead): SourceDocument {
  const decoded = decodedFile(file, how)
  return { part: '', text: decoded.text, encoding: decoded.encoding, fields: {} }
}

/** The file as text, in the encoding somebody named or else the one it shows. Throws `file.notText`. */
export function decodedFile({ path, bytes }: FileBytes, { encoding }: HowToRead): DecodedText {
  const decoded = encoding === undefined ? decodeText(bytes) : decodeAs(bytes, encoding)
  if (decoded === null) throw new BelegError('file.notText', { path })
  return decoded
}
