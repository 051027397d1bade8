/** The headers that a walk knows, as numbers: what a header says comes next. */
export const STEP = {
  /** Nothing more to decode. */
  end: 0,
  ethernet: 1,
  vlan: 2,
  linuxSll: 3,
  linuxSll2: 4,
  nullLoopback: 5,
  loopback: 6,
  rawIp: 7,
  ipv4: 8,
  ipv6: 9,
  hopByHop: 10,
  routing: 11,
  fragment: 12,
  authentication: 13,
  destinationOptions: 14,
  tcp: 15,
  udp: 16,
  icmp: 17,
  icmpv6: 18,
  /** Ports in the datagram that an ICMP error quotes. */
  quotedPorts: 19,
} as const;

export type Step = (typeof STEP)[keyof typeof STEP];
