import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import { BelegError } from '../../../../shared/errors.ts'
import { blockText, type ReadableNode } from './block-text.ts'
import { decodePage } from './html-charset.ts'
import { knownFields, type FileBytes, type KnownFields } from './source-document.ts'

/** A page's article: its text, and what the page says about it. */
export interface PageText {
  readonly text: string
  readonly encoding: string
  readonly fields: KnownFields
}

/** What is used of linkedom's elements. Its own types name the browser's, which this side does not know. */
interface PageElement extends ReadableNode {
  readonly textContent: string
  readonly getAttribute: (name: string) => string | null
}

interface Page extends ReadableNode {
  readonly querySelector: (selector: string) => PageElement | null
  readonly querySelectorAll: (selector: string) => Iterable<PageElement>
}

const parsePage: unknown = parseHTML
const pageOf = (markup: string): Page =>
  (parsePage as (markup: string) => { readonly document: Page })(markup).document

/** Under this many characters what Readability found is taken for a teaser, not for the article. */
const shortArticle = 200
/** A share of the page's own text below which Readability has cut the article. */
const cutShare = 0.25

/** Parts of a page that are never the article, by what they are and by the words in their class or id. */
const furniture = /^(?:NAV|ASIDE|FOOTER|FORM|MENU)$/
const furnitureName =
  /(?:^|[\s_-])(?:nav(?:igation|bar)?|menu|breadcrumbs?|cookie[\w-]*|consent|newsletter|share|sharing|social|comments?|kommentare?|sidebar|related|teaser|promo|advert(?:isement)?|werbung|anzeige|paywall|popup|modal|skip-?link)(?:$|[\s_-])/i

/** Elements inside elements beyond this depth are a bomb: the time a page takes grows with the square of it. */
const deepest = 2000

/** Elements that must be closed; those that may stay open (`p`, `li`, `td`) lie beside each other. */
const nesting =
  /<(\/?)(?:div|span|section|article|main|aside|nav|table|ul|ol|dl|blockquote|font|b|i|u|em|strong|small|a|center|form|object|svg|g)(?=[\s/>])/gi

function isTooDeep(markup: string): boolean {
  let depth = 0
  for (const [, closing] of markup.matchAll(nesting)) {
    depth = closing === '' ? depth + 1 : Math.max(0, depth - 1)
    if (depth > deepest) return true
  }
  return false
}

/**
 * The article of a saved page. Readability finds it; where it finds nothing, cuts it short or gives up, the page's own
 * blocks without its furniture are taken. The headline comes first even where it stands outside the article's element.
 * Throws `file.notText` and `file.damaged`.
 */
export function readHtml({ path, bytes }: FileBytes): PageText {
  const page = decodePage(bytes)
  if (page === null) throw new BelegError('file.notText', { path })
  return { ...articleOfPage(path, page.text), encoding: page.encoding }
}

/** As `readHtml`, of text that is decoded. */
export function articleOfPage(path: string, markup: string): Omit<PageText, 'encoding'> {
  const document = parsed(path, markup)
  const fields = fieldsOf(document, markup)
  const own = ownBlocks(document)
  const found = readable(markup)
  const whole = found !== null && found.text.length >= Math.max(shortArticle, own.length * cutShare)
  const body = whole ? found.text : own
  const title = headlineOf(document) ?? fields.title ?? ''
  return {
    text: withHeadline(title, body),
    fields: knownFields({ ...fields, title: title || fields.title, author: fields.author ?? found?.byline }),
  }
}

/** All text of markup in blocks: for mails and converted documents, which are articles as a whole. */
export function textOfMarkup(path: string, markup: string): string {
  return blockText(parsed(path, markup))
}

function parsed(path: string, markup: string): Page {
  if (isTooDeep(markup)) throw new BelegError('file.damaged', { path, kind: 'HTML' })
  return pageOf(markup)
}

function ownBlocks(document: Page): string {
  return blockText(document, (node) => {
    if (furniture.test(node.nodeName.toUpperCase())) return true
    const named = `${node.getAttribute?.('class') ?? ''} ${node.getAttribute?.('id') ?? ''}`
    return (
      named.length < 400 && furnitureName.test(named) && !/^(?:BODY|HTML|MAIN|ARTICLE)$/i.test(node.nodeName)
    )
  })
}

/** Readability changes the document it reads, so it gets one of its own. A page it fails on is read without it. */
function readable(markup: string): { readonly text: string; readonly byline: string | null } | null {
  try {
    const article = new Readability(pageOf(markup) as never, {
      charThreshold: shortArticle,
      maxElemsToParse: 200_000,
      serializer: (node: unknown) => blockText(node as ReadableNode),
    }).parse()
    if (article?.content == null) return null
    return { text: article.content, byline: article.byline?.replace(/^\s*(?:von|by)\s+/i, '') ?? null }
  } catch {
    return null
  }
}

function headlineOf(document: Page): string | null {
  const headlines = [...document.querySelectorAll('article h1, main h1, h1')]
  const first = headlines.map((one) => blockText(one).replaceAll('\n', ' ')).find((one) => one !== '')
  return first ?? null
}

function withHeadline(title: string, body: string): string {
  if (title === '' || body.slice(0, title.length + 300).includes(title)) return body
  return body === '' ? title : `${title}\n\n${body}`
}

function fieldsOf(document: Page, markup: string): KnownFields {
  const meta = (...names: readonly string[]): string | null => {
    for (const name of names) {
      const found = document.querySelector(
        `meta[property="${name}"], meta[name="${name}"], meta[itemprop="${name}"]`,
      )
      const content = found?.getAttribute('content')?.trim()
      if (content !== undefined && content !== '') return content
    }
    return null
  }
  const data = structuredData(document)
  return knownFields({
    title:
      data.headline ??
      meta('og:title', 'twitter:title', 'title') ??
      document.querySelector('title')?.textContent,
    author: data.author ?? meta('author', 'article:author', 'dc.creator'),
    publisher: data.publisher ?? meta('og:site_name', 'publisher', 'dc.publisher'),
    sourceUrl:
      document.querySelector('link[rel="canonical"]')?.getAttribute('href') ??
      meta('og:url') ??
      savedFrom(markup),
    publicationDate:
      dateOf(data.datePublished) ??
      dateOf(meta('article:published_time', 'datePublished', 'date', 'dc.date', 'pubdate', 'publish-date')) ??
      dateOf(document.querySelector('time[datetime]')?.getAttribute('datetime')),
    lang: languageOf(document.querySelector('html')?.getAttribute('lang') ?? meta('og:locale', 'language')),
  })
}

/** The address a browser writes into a page it saves. */
const savedFrom = (markup: string): string | null =>
  /<!--\s*saved from url=\(\d+\)(https?:\/\/[^\s>]{1,1900})/i.exec(markup.slice(0, 20_000))?.[1] ??
  /<!--[^>]{0,200}?\burl:\s*(https?:\/\/[^\s>]{1,1900})/i.exec(markup.slice(0, 20_000))?.[1] ??
  null

const dateOf = (stated: string | null | undefined): string | null =>
  /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?/.exec(
    stated?.trim() ?? '',
  )?.[0] ?? null

const languageOf = (stated: string | null): string | null =>
  /^[a-z]{2,3}(?=$|[-_])/i.exec(stated ?? '')?.[0].toLowerCase() ?? null

interface StructuredArticle {
  readonly headline?: string
  readonly author?: string
  readonly publisher?: string
  readonly datePublished?: string
}

/** What a page says of its article in schema.org terms (JSON-LD), the first article counts. */
function structuredData(document: Page): StructuredArticle {
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
    let parsed: unknown
    try {
      parsed = JSON.parse(script.textContent)
    } catch {
      continue
    }
    const article = articleIn(parsed, 0)
    if (article !== null) {
      const value = (name: string): string | undefined => nameOf(article[name])
      return {
        ...optional('headline', value('headline')),
        ...optional('author', value('author')),
        ...optional('publisher', value('publisher')),
        ...optional('datePublished', value('datePublished')),
      }
    }
  }
  return {}
}

const optional = (name: string, value: string | undefined): Readonly<Record<string, string>> =>
  value === undefined ? {} : { [name]: value }

function articleIn(value: unknown, depth: number): Readonly<Record<string, unknown>> | null {
  if (depth > 4 || typeof value !== 'object' || value === null) return null
  const parts: readonly unknown[] = Array.isArray(value) ? value.slice(0, 200) : []
  for (const part of parts) {
    const found = articleIn(part, depth + 1)
    if (found !== null) return found
  }
  if (Array.isArray(value)) return null
  const record = value as Readonly<Record<string, unknown>>
  const type = record['@type']
  const types: readonly unknown[] = Array.isArray(type) ? type : [type]
  if (types.some((one) => typeof one === 'string' && /(?:Article|BlogPosting|Report)$/.test(one)))
    return record
  return articleIn(record['@graph'], depth + 1) ?? articleIn(record['mainEntity'], depth + 1)
}

/** A text, or the `name` of a person or an organisation; several are joined. */
function nameOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) {
    const names = value.slice(0, 20).flatMap((one) => nameOf(one) ?? [])
    return names.length === 0 ? undefined : names.join(', ')
  }
  if (typeof value === 'object' && value !== null && 'name' in value) return nameOf(value.name)
  return undefined
}
