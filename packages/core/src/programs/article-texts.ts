/** What the textbook's programs send and print, spelling included. */
export const TCP_SERVER_REPLY = '你好，TCP客户端！\n';
export const UDP_SERVER_REPLY = 'Recieved.';
export const UDP_SERVER_HEADING = 'Received From Client: ';
export const UDP_CLIENT_HEADING = 'Recieved From Server: ';
