import type { FactTime } from '../../../../shared/model/extraction.ts'
import type { FactView } from '../../../../shared/model/views.ts'
import { timeColumns } from '../handlers/materialise.ts'
import type { Writing } from '../rows.ts'
import type { CarriedPassage } from './carry-fact.ts'

/**
 * The fact is from now on one of the newer version, and changed there. Its time keeps its words where they stand there
 * too; who says so is kept by who is meant, as local names of the older version mean nothing in the newer.
 */
export function bringHome(
  db: Writing,
  { id, time, attribution }: FactView,
  articleId: string,
  passage: CarriedPassage,
): void {
  const told = time === null ? null : { ...withoutWords(time), ...passage.time }
  db.update(
    'fact',
    { id },
    {
      article_id: articleId,
      ...timeColumns(told),
      attribution_json:
        attribution === null
          ? null
          : JSON.stringify({
              speakerEntity: attribution.speaker,
              ...(attribution.outlet === null ? {} : { outlet: attribution.outlet }),
              ...(attribution.chain.length === 0 ? {} : { chainEntities: attribution.chain }),
            }),
    },
  )
}

function withoutWords(time: FactTime): FactTime {
  const { start: _start, end: _end, surface: _surface, mention: _mention, ...rest } = time
  return rest
}
