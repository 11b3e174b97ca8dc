import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { failed, refused } from './fetch-error.ts'

/** All addresses of a host name, as node:dns gives them. */
export type Resolve = (hostname: string) => Promise<readonly ResolvedAddress[]>
export type ResolvedAddress = { readonly address: string; readonly family: number }

const globalUnicast6 = ipaddr.parseCIDR('2000::/3')
/** Services of a cloud for its own machines on an address that is no private one (Azure). */
const cloudServices = new Set(['168.63.129.16'])

/** Whether an address is one of the public internet; not so private, loopback, link-local, shared, multicast, reserved ones. */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false
  const address = ipaddr.process(text) // ::ffff:127.0.0.1 becomes 127.0.0.1
  if (address.range() !== 'unicast' || cloudServices.has(address.toString())) return false
  return address.kind() === 'ipv4' || (address as ipaddr.IPv6).match(globalUnicast6)
}

/**
 * The lookup that connections are made with: a name that has any address which is not public is refused, so that the
 * address which was checked is the one that is connected to.
 */
export function guardedLookup(resolve: Resolve, allowPrivate: boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (all) => {
        const hidden = allowPrivate ? undefined : all.find(({ address }) => !isPublicAddress(address))
        if (hidden)
          return callback(
            refused('private-address', `${hostname} is ${hidden.address}, which is no public address`),
            [],
          )
        const [first] = all
        if (!first) return callback(failed('host-not-found', `${hostname} has no address`), [])
        if (options.all) callback(null, [...all])
        else callback(null, first.address, first.family)
      },
      (error: NodeJS.ErrnoException) => callback(error, []),
    )
  }
}
