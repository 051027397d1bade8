/** Block types of draft-ietf-opsawg-pcapng §4 and of the registry in its §10.1 that have a meaning here. */
export const BLOCK_TYPE = {
  interfaceDescription: 1,
  /** Obsolete; written by early versions of pcapng. */
  packet: 2,
  simplePacket: 3,
  enhancedPacket: 6,
  /** A palindrome: the same in both byte orders. */
  sectionHeader: 0x0a0d0d0a,
} as const;

const NAMES: ReadonlyMap<number, string> = new Map([
  [BLOCK_TYPE.sectionHeader, 'section header block'],
  [BLOCK_TYPE.interfaceDescription, 'interface description block'],
  [BLOCK_TYPE.packet, 'packet block'],
  [BLOCK_TYPE.simplePacket, 'simple packet block'],
  [4, 'name resolution block'],
  [5, 'interface statistics block'],
  [BLOCK_TYPE.enhancedPacket, 'enhanced packet block'],
  [7, 'IRIG timestamp block'],
  [8, 'ARINC 429 block'],
  [9, 'systemd journal export block'],
  [0xa, 'decryption secrets block'],
  [0x101, 'Hone project machine info block'],
  [0x102, 'Hone project connection event block'],
  [0x201, 'Sysdig machine info block'],
  [0x202, 'Sysdig process info block'],
  [0x203, 'Sysdig FD list block'],
  [0x204, 'Sysdig event block'],
  [0x205, 'Sysdig interface list block'],
  [0x206, 'Sysdig user list block'],
  [0x208, 'Sysdig event block with flags'],
  [0xbad, 'custom block'],
  [0x40000bad, 'custom block'],
]);

/** Gives `enhanced packet block`, or `block of type 0x0000beef`. */
export function blockName(type: number): string {
  return NAMES.get(type) ?? `block of type 0x${type.toString(16).padStart(8, '0')}`;
}
