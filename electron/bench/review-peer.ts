import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser } from 'playwright-core'
import { peer, peersPackage } from './peers.ts'
import { framesOfScrolling } from './review-page.ts'

/** What `@recogito/text-annotator` takes for the same text and the same marks, in milliseconds. */
export interface PeerTimes {
  readonly open: number
  readonly next: readonly number[]
  readonly frames: readonly number[]
}

const name = '@recogito/text-annotator'

/** The page: a column as wide as Beleg's that scrolls, and what the peer's build asks of its surroundings; nothing else. */
const page = `<!doctype html><meta charset="utf-8"><script>globalThis.process = { env: { NODE_ENV: 'production' } }</script><style>
  body { margin: 0 } #scroll { height: 100vh; overflow: auto } #text { width: 600px; margin: 0 auto; font: 17px/1.7 serif; white-space: pre-wrap }
</style><div id="scroll"><div id="text"></div></div>`

const run = (renderer: string, presses: number): string => `(async () => {
  const painted = async () => {
    await new Promise(requestAnimationFrame)
    await new Promise((done) => setTimeout(done))
  }
  const { text, marks } = globalThis.benchGiven
  const from = performance.now()
  const place = document.getElementById('text')
  place.textContent = text
  const annotator = RecogitoJS.createTextAnnotator(place, { renderer: '${renderer}' })
  annotator.setAnnotations(marks.map(({ id, start, end }) => ({
    id, bodies: [], target: { annotation: id, selector: [{ start, end, quote: text.slice(start, end) }] },
  })))
  await painted()
  await painted()
  const open = performance.now() - from
  const next = []
  for (const { id } of marks.slice(0, ${String(presses)})) {
    const pressed = performance.now()
    annotator.setSelected(id)
    annotator.scrollIntoView(id, '#scroll')
    await painted()
    next.push(performance.now() - pressed)
  }
  annotator.setSelected()
  const scroller = document.getElementById('scroll')
${framesOfScrolling}  const shown = annotator.getAnnotations().length
  annotator.destroy()
  if (shown !== marks.length) throw new Error(shown + ' of ' + marks.length + ' marks')
  return { open, next, frames }
})()`

/** Measures the peer in a page of the same browser; a string says why it could not be. */
export async function peerTimes(
  browser: Browser,
  given: { readonly text: string; readonly marks: readonly { readonly id: string; readonly start: number; readonly end: number }[] },
  presses: number,
  say: (line: string) => void,
): Promise<Readonly<Record<'SPANS' | 'CSS_HIGHLIGHTS', PeerTimes>> | string> {
  const there = peer(name, say)
  if (there.kind === 'absent') return there.why
  const measure = async (renderer: string): Promise<PeerTimes> => {
    const shown = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    try {
      await shown.setContent(page)
      await shown.addScriptTag({ content: readFileSync(createRequire(peersPackage).resolve(name), 'utf8') })
      await shown.evaluate((all) => {
        ;(globalThis as unknown as { benchGiven: unknown }).benchGiven = all
      }, given)
      return await shown.evaluate<PeerTimes>(run(renderer, presses))
    } finally {
      await shown.close()
    }
  }
  try {
    return { SPANS: await measure('SPANS'), CSS_HIGHLIGHTS: await measure('CSS_HIGHLIGHTS') }
  } catch (error) {
    // What was measured of Beleg stands without it.
    return `${name} did not run: ${error instanceof Error ? error.message : String(error)}`
  }
} // prettier-ignore
