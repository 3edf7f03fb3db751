import { fold } from '../../linking/fold.ts'
import { groupOf, idList, inList } from '../../linking/redirects.ts'
import type { MentionView } from '../../../../shared/model/views.ts'
import { firstRow, jsonOrNull, type Reading } from '../rows.ts'
import type { Asked, Found } from './candidates.ts'

/** Offices this near a mention, in code units, are taken to be the person's. */
const near = 60
/** Articles of a candidate that are looked through for company. */
const mostArticles = 150
const mostCompany = 40

/** Adds what the article tells: the country, the office at the date, the company. Only those that have a name in common profit. */
export function addContext(db: Reading, asked: Asked, likely: readonly Found[]): void {
  const { mention, context, articleId } = asked
  if (mention === undefined || context === null || articleId === null) return
  const country = countryInArticle(db, mention)
  const offices = officesNear(asked)
  const published = publishedOf(db, articleId)
  const company = [...new Set(context.mentions.flatMap(({ entityId }) => (entityId === null ? [] : [entityId as string])))]
    .filter((id) => id !== mention.entityId)
    .slice(0, mostCompany)
  for (const { entity, reasons } of likely) {
    if (country !== null && entity.country !== null) {
      if (country === entity.country) reasons.push({ code: 'country', weight: 0.1, about: country })
      else if (mention.type === 'PER') reasons.push({ code: 'otherCountry', weight: -0.2, about: entity.country })
    }
    const group = groupOf(db, entity.id)
    const office = offices.size === 0 ? null : officeHeld(db, group, offices, published)
    if (office !== null) reasons.push({ code: 'office', weight: 0.6, about: office })
    const beside = besideOf(db, group, company.filter((id) => id !== entity.id), articleId)
    if (beside !== null) reasons.push({ code: 'company', weight: 0.1, about: beside })
  }
} // prettier-ignore

/** The country the article gives a mention's entity, or null. */
function countryInArticle(db: Reading, mention: MentionView): string | null {
  const row = firstRow(db, 'SELECT body_json FROM p_entity WHERE article_id = ? AND local_id = ?', [
    mention.articleId,
    mention.localEntity,
  ])
  const body = row === undefined ? null : jsonOrNull(row, 'body_json')
  if (typeof body !== 'object' || body === null || !('country' in body)) return null
  return typeof body.country === 'string' ? body.country : null
}

/** Folded offices that stand beside the mention, or that it is. */
function officesNear({ mention, context }: Asked): ReadonlySet<string> {
  if (mention === undefined || context === null) return new Set()
  return new Set(
    context.mentions
      .filter(
        ({ type, start, end }) => type === 'ROLE' && start < mention.end + near && end > mention.start - near,
      )
      .map(({ surface }) => fold(surface)),
  )
}

const publishedOf = (db: Reading, articleId: string): string | null =>
  db.get('SELECT published FROM article WHERE id = ?', [articleId], (row) => row.textOrNull('published')) ??
  null

/** The title of an office the entity held on a day, if one of some titles speaks of it. */
function officeHeld(
  db: Reading,
  group: readonly string[],
  titles: ReadonlySet<string>,
  day: string | null,
): string | null {
  const held = db.all(
    `SELECT title FROM office WHERE entity_id IN (SELECT value FROM json_each(?1))
       AND (?2 IS NULL OR ((valid_from IS NULL OR substr(?2, 1, length(valid_from)) >= valid_from)
         AND (valid_to IS NULL OR substr(?2, 1, length(valid_to)) <= valid_to))) ORDER BY title`,
    [idList(group), day],
    (row) => row.text('title'),
  )
  for (const title of held) {
    const folded = fold(title)
    for (const wanted of titles) if (folded.includes(wanted) || wanted.includes(folded)) return title
  }
  return null
} // prettier-ignore

/** Somebody of this article who stands beside the entity in other articles too. */
function besideOf(
  db: Reading,
  group: readonly string[],
  company: readonly string[],
  articleId: string,
): string | null {
  if (company.length === 0) return null
  return (
    db.get(
      `SELECT coalesce(entity.label_de, entity.label_en) AS label, count(*) AS together FROM (
         SELECT article_id FROM d_entity_article WHERE entity_id IN ${inList} AND article_id <> ? LIMIT ${String(mostArticles)}) AS own
       JOIN d_entity_article AS other ON other.article_id = own.article_id
       JOIN d_entity AS d ON d.entity_id = other.entity_id AND d.root IN ${inList}
       JOIN entity ON entity.id = d.root AND entity.type <> 'GPE'
       GROUP BY d.root ORDER BY together DESC, d.root LIMIT 1`,
      [idList(group), articleId, idList(company)],
      (row) => row.textOrNull('label'),
    ) ?? null
  )
}
