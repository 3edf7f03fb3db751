import type { ChannelInput, ChannelOutput } from '../../../shared/contract/index.ts'
import type { ProjectSession } from '../session.ts'

/** The listing channels that answer in pages of `rows` with an `offset`. */
type Listing = 'articles.list' | 'facts.list' | 'entities.list'
type RowOf<N extends Listing> = ChannelOutput<N>['rows'][number]

const pageSize = 1000

/** Every row of a listing, page by page, up to `limit`. */
export async function* everyRow<N extends Listing>(
  session: Pick<ProjectSession, 'query'>,
  name: N,
  filter: ChannelInput<N>,
  limit = Infinity,
): AsyncGenerator<RowOf<N>, void, undefined> {
  for (let offset = 0; offset < limit;) {
    const size = Math.min(pageSize, limit - offset)
    const { rows, total } = await session.query(name, { ...filter, offset, limit: size })
    yield* rows
    offset += rows.length
    if (rows.length === 0 || offset >= total) return
  }
}
