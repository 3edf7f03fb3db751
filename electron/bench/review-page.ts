import type { Page } from 'playwright-core'

/* What runs in the page stands here as text: the program around it knows no document. */

const watch = `(() => {
  const times = (globalThis.benchTimes = [])
  const works = (globalThis.benchWorks = [])
  const shown = () =>
    (document.querySelector('.rv-fact-here:not([aria-busy])')?.dataset.fact ?? '') + ' ' + (document.querySelector('.rv-editor input')?.value ?? '')
  addEventListener('keydown', (event) => {
    const before = shown()
    const from = event.timeStamp
    // What the page does until it can take another key, and then for the frames until what changed is drawn.
    let work = 0
    const soon = (then) => {
      const channel = new MessageChannel()
      channel.port1.onmessage = then
      channel.port2.postMessage(null)
    }
    const pressed = performance.now()
    soon(() => (work += performance.now() - pressed))
    const look = () => {
      const begun = performance.now()
      const there = shown() !== before
      if (!there && begun - from < 5000) requestAnimationFrame(look)
      // After the frame that was being prepared has been drawn.
      if (there || begun - from < 5000)
        soon(() => {
          const now = performance.now()
          work += now - begun
          if (!there) return
          times.push(now - from)
          works.push(work)
        })
    }
    requestAnimationFrame(look)
  }, true)
})()`

/** Resolves when the text and the first fact, whole, are painted. */
const shown = `(async () => {
  do await new Promise(requestAnimationFrame)
  while (document.querySelector('.rv-fact-here:not([aria-busy])') === null || document.querySelector('.cm-line') === null)
  await new Promise((done) => setTimeout(done))
})()`

const opening = (articleId: string): string => `(async () => {
  const from = performance.now()
  location.hash = ${JSON.stringify(`#/review/${articleId}`)}
  await ${shown}
  return performance.now() - from
})()`

/** Part of a script: scrolls `scroller` from end to end and leaves the milliseconds of each frame in `frames`. */
export const framesOfScrolling = `  const frames = []
  let last = performance.now()
  for (let frame = 0; frame < 120; frame += 1) {
    scroller.scrollTop = (scroller.scrollHeight * frame) / 120
    await new Promise(requestAnimationFrame)
    const now = performance.now()
    frames.push(now - last)
    last = now
  }
`

const scrolling = `(async () => {
  const scroller = document.querySelector('.cm-scroller')
${framesOfScrolling}  scroller.scrollTop = 0
  return frames
})()`

/** From now on the page notes, for each key, when what it changed was painted. */
export const watchKeys = (page: Page): Promise<unknown> => page.evaluate(watch)

/** What the page had to do for a key and how long a person waited for it, the next frame of the screen included; in ms. */
export interface KeyTimes {
  readonly painted: readonly number[]
  readonly work: readonly number[]
}

/** Milliseconds from each key to the paint that shows another fact or letter, as the page itself sees them. */
export async function keyTimes(page: Page, keys: readonly string[]): Promise<KeyTimes> {
  await page.evaluate('benchTimes.length = benchWorks.length = 0')
  for (const key of keys) {
    await page.keyboard.press(key)
    await page.waitForTimeout(40)
  }
  await page.waitForTimeout(500)
  return page.evaluate<KeyTimes>('({ painted: [...benchTimes], work: [...benchWorks] })')
}

/** Milliseconds from the wish to see the article until its text and its first fact are painted. */
export const openingTime = (page: Page, articleId: string): Promise<number> =>
  page.evaluate<number>(opening(articleId))

/** Frames of a fast scroll through the whole text, in milliseconds each. */
export const scrollFrames = (page: Page): Promise<readonly number[]> => page.evaluate<number[]>(scrolling)

export const goToLibrary = (page: Page): Promise<unknown> => page.evaluate("location.hash = '#/library'")

/** Bytes of the page's heap after collections: what a finalizer lets go of is collected by the next one. */
export async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  for (let time = 0; time < 3; time += 1) await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return usedSize
}

/**
 * From the Library: the cursor goes to the article at a place of the queue and rests there until it was read; then
 * milliseconds from Enter until its text and its first fact are painted.
 */
export async function readyToOpen(page: Page, place: number): Promise<number> {
  await goToLibrary(page)
  const list = page.getByRole('listbox').last()
  await list.focus()
  for (let at = 1; at < place; at += 1) await page.keyboard.press('ArrowDown')
  await page.waitForTimeout(4000)
  await page.evaluate(`addEventListener('keydown', (event) => {
    globalThis.benchOpened = (async () => {
      const from = event.timeStamp
      await ${shown}
      return performance.now() - from
    })()
  }, { capture: true, once: true })`)
  await page.keyboard.press('Enter')
  return page.evaluate<number>('benchOpened')
}

/** Decisions after which the page is waited for. */
const pressedAtOnce = 50

/** Accepts so many facts, one after the other; answers how many were. */
export async function decideMany(page: Page, count: number): Promise<number> {
  const left = async (): Promise<number> =>
    page
      .locator('.rv-counts-line')
      .innerText()
      .then((words) => Number(/(\d[\d.,]*) decided/.exec(words)?.[1]?.replace(/\D/g, '') ?? 0))
  const before = await left()
  for (let pressed = 0; pressed < count;) {
    const now = Math.min(pressedAtOnce, count - pressed)
    for (let press = 0; press < now; press += 1) await page.keyboard.press('Enter')
    pressed += now
    // A key that decided nothing is not waited for: the answer counts.
    for (let looks = 0; looks < 500 && (await left()) - before < pressed; looks += 1)
      await page.waitForTimeout(20)
  }
  // What is on its way to the store is held until it is answered; then the article is asked for once more.
  const status = page.getByRole('contentinfo')
  for (let looks = 0; looks < 3000 && /saving/i.test(await status.innerText()); looks += 1)
    await page.waitForTimeout(200)
  await page.waitForTimeout(5000)
  return (await left()) - before
}

/** Elements inside the text that only markup in the article could have made. */
export const markupShown = (page: Page): Promise<number> =>
  page.locator('.cm-content :is(script, b, i, a, iframe, style, img:not(.cm-widgetBuffer))').count()
