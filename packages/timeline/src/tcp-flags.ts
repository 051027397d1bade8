/** Control bits of a TCP header, RFC 9293 §3.1. capture knows them too, but gives this package its types only. */
export const FIN = 0x001;
export const SYN = 0x002;
export const RST = 0x004;
export const PSH = 0x008;
export const ACK = 0x010;
