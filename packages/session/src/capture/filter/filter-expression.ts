/** Which end of a packet a primitive looks at; `either` where the expression does not say. */
export type FilterDirection = 'src' | 'dst' | 'either';

export type FilterProtocol = 'ip' | 'ip6' | 'tcp' | 'udp' | 'icmp' | 'icmp6';

/** The built-in capture's part of the language of pcap-filter(7). */
export type FilterExpression =
  | { readonly kind: 'everything' }
  | { readonly kind: 'protocol'; readonly protocol: FilterProtocol }
  | {
      readonly kind: 'port';
      readonly direction: FilterDirection;
      readonly port: number;
      /** `tcp port 80`; null: TCP or UDP. */
      readonly protocol: 'tcp' | 'udp' | null;
    }
  | { readonly kind: 'host'; readonly direction: FilterDirection; readonly address: string }
  | { readonly kind: 'not'; readonly operand: FilterExpression }
  | { readonly kind: 'and' | 'or'; readonly left: FilterExpression; readonly right: FilterExpression };
