export const SETUP = `
  server 0 socket() = 3
  server 1 bind(3, 127.0.0.1:8888) = 0
  server 2 listen(3, 5) = 0`;

export const HANDSHAKE = `${SETUP}
  server 4-45 accept(3) = 4
  client 5 socket() = 3
  client 10-40 connect(3) = 0
  > 12 S
  < 20 S.
  > 30 .`;

/** Without the calls that send nothing: call 1 of the client, 1 and 2 of the server. */
export const BRIEF_HANDSHAKE = `
  server 2 listen(3, 5) = 0
  server 4-45 accept(3) = 4
  client 10-40 connect(3) = 0
  > 12 S
  < 20 S.
  > 30 .`;

/** The server closes later, so its kernel acknowledges the FIN alone. */
export const FOUR_SEGMENT_CLOSE = `${HANDSHAKE}
  client 50-60 close(3) = 0
  > 52 F.
  < 43000 .
  server 49-55 recv(4, 255) = 0
  server 44000-44010 close(4) = 0
  < 44002 F.
  > 44004 .`;

/** The article's client and server: three-segment close by the server. */
export const ARTICLE = `${HANDSHAKE}
  client 50-60 send(3, 6) = 6
  > 52 P. len 6
  < 54 .
  server 50-58 recv(4, 255) = 6
  server 65-75 send(4, 24) = 24
  < 67 P. len 24
  > 69 .
  client 62-72 recv(3, 255) = 24
  server 80-90 close(4) = 0
  < 82 F.
  client 95-105 close(3) = 0
  > 97 F.
  < 99 .`;
