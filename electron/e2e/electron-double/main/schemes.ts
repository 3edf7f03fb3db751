/**
 * Chromium loads no page of a scheme it does not know, and a page cannot register one. Custom schemes are therefore
 * mapped to https origins that resolve nowhere, and back wherever the program sees an address:
 * app://bundle/x is https://bundle.app.double.invalid/x inside Chromium.
 */
const suffix = 'double.invalid'
const registered = new Set<string>()

export function registerScheme(scheme: string): void {
  registered.add(scheme)
}

export const isRegistered = (scheme: string): boolean => registered.has(scheme)

/** As Chromium sees an address of the program. */
export function toChromium(address: string): string {
  const [, scheme, host, rest] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is.exec(address) ?? []
  return scheme !== undefined && registered.has(scheme.toLowerCase())
    ? `https://${host ?? ''}.${scheme.toLowerCase()}.${suffix}${rest ?? ''}`
    : address
}

const mapped = new RegExp(`^https://([^/?#]*)\\.([a-z0-9+-]+)\\.${suffix.replace('.', '\\.')}(.*)$`, 's')

/** As the program sees an address of Chromium. */
export function fromChromium(address: string): string {
  const [, host, scheme, rest] = mapped.exec(address) ?? []
  return host !== undefined && scheme !== undefined && registered.has(scheme)
    ? `${scheme}://${host}${rest ?? ''}`
    : address
}

/** A policy whose sources name custom schemes, for Chromium. 'self' needs no change: it is the mapped origin. */
export function policyToChromium(policy: string): string {
  return policy.replace(
    /(^|[\s;,])([a-z][a-z0-9+.-]*):(\/\/[^\s;,]+)?(?=$|[\s;,])/g,
    (all: string, before: string, scheme: string, host: string | undefined) => {
      if (!registered.has(scheme)) return all
      return `${before}${host === undefined ? `https://*.${scheme}.${suffix}` : toChromium(`${scheme}:${host}`)}`
    },
  )
}

/** The origin of an address as Electron gives it: scheme and host, `null` where there is none. */
export const originOf = (address: string): string =>
  /^[a-z][a-z0-9+.-]*:\/\/[^/?#]+/i.exec(address)?.[0] ?? 'null'
